using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Models;
using Attune.BuiltinEvaluation.Scorers;
using Attune.Bundles;
using Attune.Testing;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class StagesTests
{
    [Fact]
    public void The_best_of_the_first_stage_are_ordered_by_the_second_and_stand_above_the_rest()
    {
        float[] first = [.. Enumerable.Range(0, 60).Select(i => 1 - (i / 100f))], second = [.. Enumerable.Range(0, 60).Select(i => i / 60f)];
        var both = TaskRun.TwoStages(first, second, depth: 50, weight: 1);
        int[] ranking = [.. Enumerable.Range(0, 60).OrderByDescending(i => both[i])];
        Assert.Equal([.. Enumerable.Range(0, 50).Reverse(), .. Enumerable.Range(50, 10)], ranking);
    }

    [Fact]
    public void A_blend_weighs_both_stages()
    {
        var both = TaskRun.TwoStages([0.8f, 0.6f, 0.4f], [0.1f, 0.9f, 1], depth: 2, weight: 0.25);
        Assert.Equal((0.75 * 0.9) + (0.25 * 0.1), both[0], 6);
        Assert.Equal((0.75 * 0.8) + (0.25 * 0.9), both[1], 6);
        Assert.True(both[2] < 0);
    }

    [Fact]
    public async Task The_reranker_reads_what_other_scorers_find_best_and_leaves_the_rest_below_in_their_order()
    {
        using var bundle = await BundleUnderTest.OpenAsync(RepositoryRoot.Combine("models", "builtin"), CancellationToken.None);
        var vectors = new EmbedderScorer(bundle);
        string[] documents = [.. Enumerable.Range(0, 300).Select(i => $"a song about {(i % 7 == 0 ? "the sea and its boats" : "work")} number {i}")];
        var first = vectors.Score(["boats"], documents)[0];
        var reranked = new RerankerScorer(bundle, new Bm25Scorer(), vectors).Score(["boats"], documents)[0];
        int[] read = [.. Enumerable.Range(0, 300).Where(i => reranked[i] >= 0)], rest = [.. Enumerable.Range(0, 300).Except(read)];
        Assert.InRange(read.Length, RerankerScorer.Depth, 2 * RerankerScorer.Depth);
        var alone = bundle.Rerank(["boats"], documents, _ => read)[0];
        Assert.All(read, i => Assert.Equal(alone[i], reranked[i], 1e-6f));
        float[] below = [.. rest.OrderByDescending(i => first[i]).Select(i => reranked[i])];
        Assert.Equal(below.OrderDescending(), below);
    }

    [Fact]
    public void Confidence_says_how_often_the_best_category_is_right_at_each_level()
    {
        float[][] scores = [[0.9f, 0.1f], [0.8f, 0.2f], [0.5f, 0.1f], [0.2f, 0.1f]];
        var result = ScorerResult.Of(ScorerName.Embedder, [1, 0, 1, 0], scores);
        var task = new TaskResult("task", Sets.SetGroup.Own, IsRetrieval: false, 4, 2, 0.5, [result], []);
        var shares = ConfidenceShare.Of([task], new ConfidenceLevels { Medium = 0.5f, High = 0.8f }, reranker: null);
        Assert.Equal(["high 0.5 0.5", "medium 0.25 1", "low 0.25 0"], shares.Select(x => $"{x.Level} {x.OfTexts} {x.Right!.Value}"));
    }
}
