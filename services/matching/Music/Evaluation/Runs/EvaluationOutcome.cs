namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>What an evaluation found.</summary>
/// <param name="Task">How large it was; without playlists nothing can be said, and there are no runs.</param>
/// <param name="CatalogHash">The state that it ran on.</param>
/// <param name="Runs">One a choice, in their order.</param>
internal sealed record EvaluationOutcome(TaskSummary Task, string CatalogHash, IReadOnlyList<ReportedRun> Runs)
{
    /// <summary>What to say when nothing can be said.</summary>
    public string NothingToEvaluate(int minMembers) => Task.LeftOut == 0
        ? "The catalogue has no playlist, so there is nothing to evaluate by."
        : $"None of the {Task.LeftOut:N0} playlists has at least {minMembers} members and tracks beside them, so there is nothing to " +
            "evaluate by.";
}
