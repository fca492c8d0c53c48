using Attune.Training.Labels;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Training.Unit.Labels;

public sealed class StratifiedSplitTests
{
    [Fact]
    public void A_fifth_of_every_fifth_of_the_views_is_held_out()
    {
        long[] views = [.. Enumerable.Range(1, 1_000).Select(i => (long)i)];
        var split = StratifiedSplit.Create(Ids(1_000), views, 42);
        Assert.Equal(200, split.Test.Length);
        Assert.All(split.Test.GroupBy(row => row / 200), stratum => Assert.Equal(40, stratum.Count()));
        Assert.Equal(Enumerable.Range(0, 1_000), split.Train.Concat(split.Test).Order());
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<PositiveInt>>(), ArbMap.Default.ArbFor<int>(),
        (numbers, seed) =>
        {
            var rows = numbers.Get.Select((number, i) => (Id: $"video-{i}", Views: (long)number.Get)).ToArray();
            var mixed = rows.ToArray();
            new Random(seed).Shuffle(mixed);
            return HeldOut(rows, seed).SetEquals(HeldOut(mixed, seed));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_seed_holds_other_rows_out()
    {
        long[] views = [.. Enumerable.Range(1, 500).Select(i => (long)i)];
        Assert.NotEqual(StratifiedSplit.Create(Ids(500), views, 1).Test, StratifiedSplit.Create(Ids(500), views, 2).Test);
    }

    [Fact]
    public void A_row_stays_on_its_side_when_a_few_others_come()
    {
        long[] views = [.. Enumerable.Range(1, 1_050).Select(i => (long)(i * 7919 % 10_007))];
        var before = StratifiedSplit.Create(Ids(1_000), views[..1_000], 42).Test.ToHashSet();
        var after = StratifiedSplit.Create(Ids(1_050), views, 42).Test.ToHashSet();
        Assert.InRange(before.Count(after.Contains) / (double)before.Count, 0.9, 1);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"video-{i}")];

    private static HashSet<string> HeldOut((string Id, long Views)[] rows, long seed) =>
        [.. StratifiedSplit.Create([.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Views)], seed).Test.Select(row => rows[row].Id)];
}
