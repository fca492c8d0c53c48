namespace Attune.Matching.Music.Contexts;

/// <summary>
/// A playlist as far as it decides a match: its text, and its members with their texts and signals, both as hashes. The order of the
/// members does not count.
/// </summary>
internal sealed record PlaylistState(string Id, string Name, string TextHash, string MembersHash);
