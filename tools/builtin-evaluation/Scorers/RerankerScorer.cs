using Attune.BuiltinEvaluation.Models;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>
/// The bundle's reranker over the pool of what other scorers find best, each candidate of the pool above all others; those come in the
/// order of the last scorer. A handful of candidates is all pool.
/// </summary>
internal sealed class RerankerScorer(BundleUnderTest bundle, params IScorer[] first) : IScorer
{
    /// <summary>Candidates that each first scorer puts into the pool; twice what matching lets the reranker read.</summary>
    public const int Depth = 100;

    public string Name => ScorerName.Reranker;

    public float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates)
    {
        int[] all = [.. Enumerable.Range(0, candidates.Count)];
        if (candidates.Count <= 2 * Depth)
            return bundle.Rerank(texts, candidates, _ => all);
        float[][][] firsts = [.. first.Select(scorer => scorer.Score(texts, candidates))];
        int[][] pools = [.. texts.Select((_, i) => (int[])[.. firsts.SelectMany(rows => Best(rows[i])).Distinct()])];
        var scores = bundle.Rerank(texts, candidates, i => pools[i]);
        foreach (var (i, pool) in pools.Index())
        {
            var rest = firsts[^1][i];
            // Scores go from 0 to 1; everything else below them.
            var shift = rest.Max() + 1;
            foreach (var j in all.Except(pool))
                scores[i][j] = rest[j] - shift;
        }

        return scores;
    }

    private static IEnumerable<int> Best(float[] scores) =>
        Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(Depth);
}
