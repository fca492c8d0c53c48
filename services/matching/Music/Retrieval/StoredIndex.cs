namespace Attune.Matching.Music.Retrieval;

/// <summary>An index over track vectors as the database has it.</summary>
/// <param name="Name">See <see cref="VectorIndex.NameOf"/>.</param>
/// <param name="Of">Which vectors it covers, as the database words it.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="IsValid">False while it is built, and for the rest of a build that was killed.</param>
internal sealed record StoredIndex(string Name, string Of, long Bytes, bool IsValid);
