using FsCheck;
using FsCheck.Fluent;

namespace Attune.Numerics.Unit;

public sealed class TopKTests
{
    // Few distinct scores, so that ties are common.
    private static readonly Arbitrary<(float[] Scores, int K)> Cases =
        (from scores in Gen.Choose(-5, 5).Select(x => x / 4f).ArrayOf()
         from k in Gen.Choose(0, 12)
         select (scores, k)).ToArbitrary();

    [Fact]
    public void It_selects_what_a_full_sort_selects() =>
        Prop.ForAll(Cases, c => Select(c.K, c.Scores.Index()).SequenceEqual(Sort(c.K, c.Scores))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_offers_does_not_matter() =>
        Prop.ForAll(Cases, c => Select(c.K, c.Scores.Index().Reverse()).SequenceEqual(Sort(c.K, c.Scores))).QuickCheckThrowOnFailure();

    [Fact]
    public void Selecting_from_parts_selects_the_same_as_selecting_at_once() =>
        Prop.ForAll(Cases, c =>
        {
            var (left, right, both) = (new TopK(c.K), new TopK(c.K), new TopK(c.K));
            var half = c.Scores.Length / 2;
            var offered = right.OfferAll(half, c.Scores.AsSpan(half)) + left.OfferAll(0, c.Scores.AsSpan(0, half));
            both.OfferAll(right);
            both.OfferAll(left);
            return offered == c.Scores.Length && both.ToSortedArray().SequenceEqual(Sort(c.K, c.Scores));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_of_scores_passes_over_what_has_none()
    {
        var top = new TopK(5);
        Assert.Equal(2, top.OfferAll(10, [float.NaN, 1f, float.NaN, 2f]));
        Assert.Equal([(13, 2f), (11, 1f)], top.ToSortedArray());
    }

    [Fact]
    public void A_run_of_any_length_selects_what_a_sort_of_its_numbers_selects() =>
        Prop.ForAll(Cases, c =>
        {
            float[] scores = [.. c.Scores.Select(score => score == 0.5f ? float.NaN : score)];
            var numbers = scores.Index().Where(x => !float.IsNaN(x.Item)).ToList();
            var top = new TopK(c.K);
            return top.OfferAll(7, scores) == numbers.Count && top.ToSortedArray().SequenceEqual(
                numbers.OrderByDescending(x => x.Item).ThenBy(x => x.Index).Take(c.K).Select(x => (x.Index + 7, x.Item)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Offering_a_run_allocates_nothing()
    {
        var (top, scores) = (new TopK(10), new float[1000]);
        top.OfferAll(0, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        top.OfferAll(0, scores);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Infinities_rank_at_the_ends()
    {
        float[] scores = [0f, float.NegativeInfinity, float.PositiveInfinity];
        Assert.Equal([2, 0, 1], Select(3, scores.Index()).Select(x => x.Index));
    }

    [Fact]
    public void A_score_that_is_not_a_number_is_refused_with_its_index()
    {
        var error = Assert.Throws<ArgumentException>(() => new TopK(3).Offer(7, float.NaN));
        Assert.Contains("index 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(-1));

    private static (int Index, float Score)[] Select(int k, IEnumerable<(int Index, float Score)> offers)
    {
        var top = new TopK(k);
        foreach (var (index, score) in offers)
            top.Offer(index, score);
        return top.ToSortedArray();
    }

    private static IEnumerable<(int Index, float Score)> Sort(int k, float[] scores) =>
        scores.Index().OrderByDescending(x => x.Item).ThenBy(x => x.Index).Take(k).Select(x => (x.Index, x.Item));
}
