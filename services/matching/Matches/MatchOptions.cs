namespace Attune.Matching.Matches;

/// <summary>How much is computed at once. Section <c>Matching</c>.</summary>
internal sealed class MatchOptions
{
    /// <summary>
    /// Answers that are computed at the same time; others wait. Each uses all cores while it scores, and memory for the vectors of its
    /// candidates. Answers from the store do not wait.
    /// </summary>
    public int Concurrency { get; set; } = 2;
}
