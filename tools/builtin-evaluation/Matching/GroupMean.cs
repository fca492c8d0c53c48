using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>The mean of a scorer over several tasks, all weighing the same.</summary>
/// <param name="Name">Of the tasks, for reports.</param>
/// <param name="Chance">Mean of the tasks' chances.</param>
internal sealed record GroupMean(string Name, bool IsRetrieval, string Scorer, int Tasks, double Chance, Figure Figure)
{
    private static readonly (string Name, SetGroup[] Groups)[] Named =
    [
        ("unseen packages", [SetGroup.Packages]), ("packages that were learned from", [SetGroup.Related]),
        ("all packages", [SetGroup.Packages, SetGroup.Related]),
        ("today's media", [SetGroup.Own]), ("the same with typing errors", [SetGroup.Typos]), ("other languages", [SetGroup.Languages]),
    ];

    private static readonly bool[] Kinds = [false, true];

    public static IReadOnlyList<GroupMean> Of(IReadOnlyList<TaskResult> tasks)
    {
        var means =
            from named in Named
            from retrieval in Kinds
            let members = tasks.Where(task => task.IsRetrieval == retrieval && named.Groups.Contains(task.Group)).ToList()
            from scorer in members.SelectMany(task => task.Scorers).Select(result => result.Scorer).Distinct()
            select new GroupMean(
                named.Name, retrieval, scorer, members.Count, members.Average(task => task.Chance),
                Figure.OfMeans([.. members.Select(task => task.Of(scorer)!.Values)]));
        return [.. means];
    }
}
