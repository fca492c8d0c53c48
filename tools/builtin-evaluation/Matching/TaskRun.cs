using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Sets;
using Attune.Evaluation.Metrics;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>Lets scorers do a task.</summary>
internal static class TaskRun
{
    /// <summary>What stage 2 of matching reads at most.</summary>
    public const int Depth = 50;

    /// <param name="set">With at least one item.</param>
    public static TaskResult Of(MatchingSet set, IReadOnlyList<IScorer> scorers, CancellationToken cancellationToken)
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

        if (set.IsRetrieval && scores.TryGetValue(ScorerName.Embedder, out float[][]? first) && scores.TryGetValue(ScorerName.Reranker, out float[][]? second))
            results.Add(Result(set, ScorerName.TwoStage, [.. first.Zip(second, TwoStages)]));
        double chance = set.Items.Average(item => set.IsRetrieval ? ChanceMetrics.ReciprocalRank(set.Candidates.Count, item.Relevant.Length) : (double)item.Relevant.Length / set.Candidates.Count);
        return new TaskResult(set.Name, set.Group, set.IsRetrieval, set.Items.Count, set.Candidates.Count, chance, results, TaskResult.Compare(results));
    }

    /// <summary>The best of the first stage by the second, above all others in the order of the first.</summary>
    internal static float[] TwoStages(float[] first, float[] second)
    {
        float[] scores = [.. first];
        int[] best = [.. Enumerable.Range(0, first.Length).OrderByDescending(i => first[i]).Take(Depth)];
        float ceiling = first.Max() + 1;
        foreach (int i in best)
            scores[i] = ceiling + second[i];
        return scores;
    }

    private static ScorerResult Result(MatchingSet set, string scorer, float[][] scores)
    {
        double[] values = [.. set.Items.Zip(scores, (item, row) => set.IsRetrieval ? TiedRank.ReciprocalRank(row, item.Relevant) : TiedRank.Hit(row, item.Relevant))];
        return ScorerResult.Of(scorer, values, scores);
    }
}
