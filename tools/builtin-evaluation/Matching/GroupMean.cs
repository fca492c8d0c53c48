using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>The mean of a scorer over the tasks of a group, all weighing the same.</summary>
internal sealed record GroupMean(SetGroup Group, bool IsRetrieval, string Scorer, int Tasks, Figure Figure)
{
    public static IReadOnlyList<GroupMean> Of(IReadOnlyList<TaskResult> tasks)
    {
        var means =
            from task in tasks
            from result in task.Scorers
            group result by (task.Group, task.IsRetrieval, result.Scorer) into x
            select new GroupMean(x.Key.Group, x.Key.IsRetrieval, x.Key.Scorer, x.Count(), Figure.OfMeans([.. x.Select(result => result.Values)]));
        return [.. means];
    }
}
