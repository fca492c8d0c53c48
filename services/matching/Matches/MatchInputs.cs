using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>Everything that a ranking is a function of. Vectors start null where the store has none and are filled in before ranking.</summary>
/// <param name="Tracks">Candidates and members, by id.</param>
/// <param name="CandidateIds">In order of ids.</param>
/// <param name="Playlists">In order of ids.</param>
internal sealed record MatchInputs(IReadOnlyDictionary<string, TrackInput> Tracks, IReadOnlyList<string> CandidateIds, IReadOnlyList<PlaylistInput> Playlists);

/// <summary>A track with its stored vector, if there is one.</summary>
internal sealed class TrackInput(TrackLabel label, float[]? vector)
{
    public TrackLabel Label { get; } = label;
    public float[]? Vector { get; set; } = vector;
}

/// <summary>A playlist with its members and the stored vector of its text, if there is one.</summary>
internal sealed class PlaylistInput(string id, string[] memberIds, float[]? vector)
{
    public string Id { get; } = id;
    public string[] MemberIds { get; } = memberIds;
    public float[]? Vector { get; set; } = vector;
}
