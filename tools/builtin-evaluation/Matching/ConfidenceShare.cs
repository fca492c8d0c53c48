using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Scorers;
using Attune.Bundles;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>
/// How often the best of several categories is right where a model's score of it is at a level of the manifest; over all tasks, every text
/// weighing the same.
/// </summary>
/// <param name="OfTexts">Share of the texts at this level.</param>
/// <param name="Right">Null where there is none.</param>
internal sealed record ConfidenceShare(string Scorer, string Level, double OfTexts, Figure? Right)
{
    /// <param name="levels">By scorer; null where a model has none.</param>
    public static IReadOnlyList<ConfidenceShare> Of(
        IReadOnlyList<TaskResult> tasks, ConfidenceLevels? embedder, ConfidenceLevels? reranker) =>
        [.. Of(tasks, ScorerName.Embedder, embedder), .. Of(tasks, ScorerName.Reranker, reranker)];

    private static IEnumerable<ConfidenceShare> Of(IReadOnlyList<TaskResult> tasks, string scorer, ConfidenceLevels? levels)
    {
        if (levels is null)
            return [];
        var results = tasks.Where(task => !task.IsRetrieval).Select(task => task.Of(scorer)!).ToList();
        (float Best, double IsRight)[] texts = [.. results.SelectMany(result => result.Best.Zip(result.Values))];
        return
        [
            Share(scorer, "high", texts, best => best >= levels.High),
            Share(scorer, "medium", texts, best => best >= levels.Medium && best < levels.High),
            Share(scorer, "low", texts, best => best < levels.Medium),
        ];
    }

    private static ConfidenceShare Share(string scorer, string level, (float Best, double IsRight)[] texts, Func<float, bool> isAt)
    {
        double[] right = [.. texts.Where(text => isAt(text.Best)).Select(text => text.IsRight)];
        return new ConfidenceShare(scorer, level, (double)right.Length / texts.Length, right.Length == 0 ? null : Figure.Of(right));
    }
}
