namespace Attune.Matching.Jobs.Kinds;

/// <summary>What a job is about.</summary>
/// <param name="Selector"><c>all</c>, <c>ids</c> or <c>user</c>.</param>
/// <param name="Ids">For <c>ids</c>.</param>
/// <param name="UserId">For <c>user</c>: what is in the answers that are kept for this user.</param>
/// <param name="Members">The selector selects playlists, and the job is about their tracks.</param>
/// <param name="Lacking">Only what lacks its output when it is planned.</param>
internal sealed record JobSelection(string Selector, string[]? Ids = null, string UserId = "", bool Members = false, bool Lacking = false)
{
    public static readonly JobSelection All = new("all");

    public static JobSelection Of(IEnumerable<string> ids) => new("ids", [.. ids.Order(StringComparer.Ordinal)]);

    public static JobSelection OfUser(string userId) => new("user", UserId: userId);
}
