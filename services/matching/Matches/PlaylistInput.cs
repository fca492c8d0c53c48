namespace Attune.Matching.Matches;

/// <summary>A playlist with its members and the stored vector of its text, if there is one.</summary>
internal sealed class PlaylistInput(string id, string[] memberIds, float[]? vector)
{
    public string Id { get; } = id;
    public string[] MemberIds { get; } = memberIds;
    public float[]? Vector { get; set; } = vector;
}
