namespace Attune.Matching.Music.Retrieval;

/// <summary>Tracks that no search by vector can bring.</summary>
/// <param name="WithoutVectors">Their text has not been embedded yet.</param>
/// <param name="WithoutKnownWords">The model knows no word of their text.</param>
internal sealed record Unsearchable(long WithoutVectors, long WithoutKnownWords);
