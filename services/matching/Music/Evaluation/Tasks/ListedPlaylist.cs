namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>A playlist as far as a task is made of it.</summary>
internal sealed record ListedPlaylist(string Id, string[] MemberIds);
