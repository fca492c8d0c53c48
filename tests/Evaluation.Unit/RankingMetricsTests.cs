using Attune.Evaluation.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Evaluation.Unit;

public sealed class RankingMetricsTests
{
    // Relevant at ranks 1, 3 and 6 of 6.
    private static readonly bool[] Example = [true, false, true, false, false, true];

    private static readonly Arbitrary<(bool[] Ranking, int K)> Rankings =
        Gen.Zip(Gen.Elements(true, false).NonEmptyListOf().Where(list => list.Contains(true)), Gen.Choose(1, 30)).Select(pair => (pair.Item1.ToArray(), pair.Item2)).ToArbitrary();

    [Fact]
    public void Ndcg_is_what_it_is_by_hand()
    {
        // Discounts: rank 1: 1, 2: 0.6309298, 3: 0.5, 6: 0.3562072.
        Assert.Equal(1 / 1.0, RankingMetrics.Ndcg(Example, 3, 1), 7);
        Assert.Equal(1.5 / 2.1309298, RankingMetrics.Ndcg(Example, 3, 3), 7);
        Assert.Equal(1.8562072 / 2.1309298, RankingMetrics.Ndcg(Example, 3, 10), 7);
        Assert.Equal(0, RankingMetrics.Ndcg([false, false, true], 1, 2));
    }

    [Fact]
    public void Recall_reciprocal_rank_and_average_precision_are_what_they_are_by_hand()
    {
        Assert.Equal(2 / 3.0, RankingMetrics.Recall(Example, 3, 5), 12);
        Assert.Equal(1, RankingMetrics.Recall(Example, 3, 100), 12);
        Assert.Equal(1, RankingMetrics.ReciprocalRank(Example));
        Assert.Equal(0.25, RankingMetrics.ReciprocalRank([false, false, false, true, true]));
        Assert.Equal(0, RankingMetrics.ReciprocalRank([false, false]));
        Assert.Equal(((1 / 1.0) + (2 / 3.0) + (3 / 6.0)) / 3, RankingMetrics.AveragePrecision(Example, 3), 12);
    }

    [Fact]
    public void An_independent_implementation_agrees() => Prop.ForAll(Rankings, one =>
    {
        var (ranking, k) = one;
        int[] ranks = [.. ranking.Index().Where(place => place.Item).Select(place => place.Index + 1)];
        var ideal = Enumerable.Range(1, Math.Min(k, ranks.Length)).Sum(rank => Math.Log(2) / Math.Log(rank + 1));
        return Near(RankingMetrics.Ndcg(ranking, ranks.Length, k), ranks.Where(rank => rank <= k).Sum(rank => Math.Log(2) / Math.Log(rank + 1)) / ideal)
            && Near(RankingMetrics.Recall(ranking, ranks.Length, k), ranks.Count(rank => rank <= k) / (double)ranks.Length)
            && Near(RankingMetrics.ReciprocalRank(ranking), 1.0 / ranks.Min())
            && Near(RankingMetrics.AveragePrecision(ranking, ranks.Length), ranks.Average(rank => ranks.Count(other => other <= rank) / (double)rank));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_figure_is_between_0_and_1_and_a_perfect_ranking_gets_1() => Prop.ForAll(Rankings, one =>
    {
        var metrics = new MetricSet([one.K]);
        bool[] perfect = [.. one.Ranking.OrderByDescending(hit => hit)];
        var best = metrics.Of(perfect);
        return metrics.Of(one.Ranking).All(value => value is >= 0 and <= 1 + 1e-12)
            && Near(best[0], 1) && Near(best[1], Math.Min(1, one.K / (double)one.Ranking.Count(hit => hit))) && best[2] == 1 && Near(best[3], 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Moving_a_relevant_one_up_never_makes_a_figure_worse() => Prop.ForAll(Rankings, one =>
    {
        var (ranking, k) = one;
        var metrics = new MetricSet([k]);
        var before = metrics.Of(ranking);
        for (var i = 1; i < ranking.Length; i++)
        {
            if (!ranking[i] || ranking[i - 1]) continue;
            bool[] better = [.. ranking];
            (better[i - 1], better[i]) = (true, false);
            if (metrics.Of(better).Zip(before).Any(pair => pair.First < pair.Second - 1e-12)) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 2)]
    [InlineData(6, 3, 4)]
    [InlineData(9, 4, 20)]
    [InlineData(7, 7, 3)]
    public void Chance_is_the_mean_over_every_order_there_is(int candidates, int relevant, int k)
    {
        // Orders of equal candidates are the same ranking, so it is enough to go through the places of the relevant ones; all are equally likely.
        var metrics = new MetricSet([k]);
        var all = Enumerable.Range(0, 1 << candidates).Where(places => int.PopCount(places) == relevant)
            .Select(places => metrics.Of([.. Enumerable.Range(0, candidates).Select(i => (places >> i & 1) == 1)])).ToList();
        var chance = metrics.Chance(candidates, relevant);
        for (var i = 0; i < chance.Length; i++) Assert.Equal(all.Average(values => values[i]), chance[i], 12);
    }

    [Fact]
    public void The_names_say_what_the_values_are() => Assert.Equal(["ndcg@5", "ndcg@10", "recall@5", "recall@10", "mrr", "map"], new MetricSet([5, 10]).Names);

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
