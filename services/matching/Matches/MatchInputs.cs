namespace Attune.Matching.Matches;

/// <summary>Everything that a ranking is a function of. Vectors start null where the store has none and are filled in before ranking.</summary>
/// <param name="Tracks">Candidates and members, by id.</param>
/// <param name="CandidateIds">In order of ids.</param>
/// <param name="Playlists">In order of ids.</param>
internal sealed record MatchInputs(IReadOnlyDictionary<string, TrackInput> Tracks, IReadOnlyList<string> CandidateIds, IReadOnlyList<PlaylistInput> Playlists);
