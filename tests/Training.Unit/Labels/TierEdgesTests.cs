using Attune.Training.Labels;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Training.Unit.Labels;

public sealed class TierEdgesTests
{
    [Fact]
    public void The_edges_are_the_percentiles_that_numpy_computes() =>
        // numpy.percentile([15, 20, 35, 40, 50, 90, 1000], [20, 40, 60, 80])
        Assert.Equal([23, 37, 46, 82], TierEdges.Fit([35, 15, 1_000, 40, 90, 20, 50]).Values.Select(edge => Math.Round(edge, 9)));

    [Fact]
    public void A_fifth_of_different_view_counts_is_in_each_tier()
    {
        long[] views = [.. Enumerable.Range(1, 1_000).Select(i => (long)i * i)];
        var edges = TierEdges.Fit(views);
        Assert.All(views.GroupBy(edges.TierOf), tier => Assert.Equal(200, tier.Count()));
        Assert.Equal([1, 5], [edges.TierOf(0), edges.TierOf(long.MaxValue)]);
    }

    [Fact]
    public void Equal_view_counts_are_in_one_tier_however_many_there_are()
    {
        var edges = TierEdges.Fit([.. Enumerable.Repeat(100L, 700), .. Enumerable.Range(1_000, 300).Select(i => (long)i)]);
        Assert.Equal(1, edges.TierOf(100));
        Assert.Equal([1, 4, 5], new[] { 100L, 1_050, 1_299 }.Select(edges.TierOf));
    }

    [Fact]
    public void More_views_are_never_a_lower_tier() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<uint>>(),
        views =>
        {
            var edges = TierEdges.Fit(views.Get.Select(view => (long)view));
            var tiers = views.Get.Order().Select(view => edges.TierOf(view)).ToList();
            return tiers.SequenceEqual(tiers.Order()) && tiers.All(tier => tier is >= 1 and <= 5);
        }).QuickCheckThrowOnFailure();
}
