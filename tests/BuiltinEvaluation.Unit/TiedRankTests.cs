using Attune.BuiltinEvaluation.Measures;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class TiedRankTests
{
    // Few different scores, so that many are equal.
    private static readonly Arbitrary<(float[] Scores, int[] Relevant)> Rows =
        (from length in Gen.Choose(1, 6)
         from scores in Gen.Choose(0, 2).Select(x => (float)x).ArrayOf(length)
         from chosen in Gen.Elements(true, false).ArrayOf(length).Where(flags => flags.Contains(true))
         select (scores, (int[])[.. Enumerable.Range(0, length).Where(i => chosen[i])])).ToArbitrary();

    [Fact]
    public void Without_equal_scores_it_is_the_rank()
    {
        Assert.Equal(1, TiedRank.Hit([0.9f, 0.1f, 0.5f], [0]));
        Assert.Equal(0, TiedRank.Hit([0.9f, 0.1f, 0.5f], [2]));
        Assert.Equal(0.5, TiedRank.ReciprocalRank([0.9f, 0.1f, 0.5f], [2]));
        Assert.Equal(0.5, TiedRank.ReciprocalRank([0.9f, 0.1f, 0.5f], [1, 2]));
    }

    [Fact]
    public void A_scorer_that_says_nothing_gets_what_chance_gives()
    {
        Assert.Equal(0.25, TiedRank.Hit([0, 0, 0, 0], [3]));
        Assert.Equal((1 + (1 / 2.0) + (1 / 3.0) + (1 / 4.0)) / 4, TiedRank.ReciprocalRank([0, 0, 0, 0], [3]), 12);
    }

    [Fact]
    public void Both_are_the_mean_over_all_orders_of_equal_scores() => Prop.ForAll(Rows, row =>
    {
        var (hits, ranks) = (new List<double>(), new List<double>());
        foreach (var order in Orders(row.Scores.Length))
        {
            // Equal scores in the order that this permutation has them in.
            int[] ranking = [.. Enumerable.Range(0, order.Length).OrderByDescending(i => row.Scores[i]).ThenBy(i => order[i])];
            var first = Array.FindIndex(ranking, row.Relevant.Contains);
            hits.Add(first == 0 ? 1 : 0);
            ranks.Add(1.0 / (first + 1));
        }

        return Math.Abs(hits.Average() - TiedRank.Hit(row.Scores, row.Relevant)) < 1e-9 && Math.Abs(ranks.Average() - TiedRank.ReciprocalRank(row.Scores, row.Relevant)) < 1e-9;
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
}
