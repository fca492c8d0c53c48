using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Sets;
using Attune.Evaluation.Metrics;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>Lets scorers do a task.</summary>
internal static class TaskRun
{
    /// <summary>What stage 2 of matching reads at most, and what it reads by default.</summary>
    public const int Most = 50, Usual = 20;

    /// <param name="set">With at least one item.</param>
    /// <param name="weight">How much the manifest says that stage 2 should count; null where it does not say.</param>
    public static TaskResult Of(MatchingSet set, IReadOnlyList<IScorer> scorers, double? weight, CancellationToken cancellationToken)
    {
        string[] texts = [.. set.Items.Select(item => item.Text)];
        var results = new List<ScorerResult>();
        var scores = new Dictionary<string, float[][]>(StringComparer.Ordinal);
        foreach (var scorer in scorers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores[scorer.Name] = scorer.Score(texts, set.Candidates);
            results.Add(Result(set, scorer.Name, scores[scorer.Name]));
        }

        if (set.IsRetrieval && scores.TryGetValue(ScorerName.Embedder, out var first)
            && scores.TryGetValue(ScorerName.Reranker, out var second))
        {
            results.Add(Result(set, ScorerName.TwoStage, [.. first.Zip(second, (a, b) => TwoStages(a, b, Most, weight: 1))]));
            if (weight is not null)
                results.Add(Result(set, ScorerName.Blend, [.. first.Zip(second, (a, b) => TwoStages(a, b, Usual, weight.Value))]));
        }

        var chance = set.Items.Average(
            item => set.IsRetrieval
                ? ChanceMetrics.ReciprocalRank(set.Candidates.Count, item.Relevant.Length)
                : (double)item.Relevant.Length / set.Candidates.Count);
        return new TaskResult(
            set.Name, set.Group, set.IsRetrieval, set.Items.Count, set.Candidates.Count, chance, results, TaskResult.Compare(results));
    }

    /// <summary>
    /// The best of the first stage by (1 − weight) × (1 + first) / 2 + weight × second, above all others in the order of the first.
    /// </summary>
    /// <param name="first">Cosines.</param>
    /// <param name="second">Rerank scores.</param>
    internal static float[] TwoStages(float[] first, float[] second, int depth, double weight)
    {
        // Below all of the best, whose blends go from 0 to 1.
        float[] scores = [.. first.Select(cosine => cosine - 2)];
        foreach (var i in Enumerable.Range(0, first.Length).OrderByDescending(i => first[i]).Take(depth))
            scores[i] = (float)(((1 - weight) * (1 + first[i]) / 2) + (weight * second[i]));
        return scores;
    }

    private static ScorerResult Result(MatchingSet set, string scorer, float[][] scores)
    {
        double[] values = [.. set.Items.Zip(
            scores, (item, row) => set.IsRetrieval ? TiedRank.ReciprocalRank(row, item.Relevant) : TiedRank.Hit(row, item.Relevant))];
        return ScorerResult.Of(scorer, values, scores);
    }
}
