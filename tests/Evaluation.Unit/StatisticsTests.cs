using Attune.Evaluation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Evaluation.Unit;

public sealed class StatisticsTests
{
    private static readonly Gen<double> Value = Gen.Choose(-1000, 1000).Select(value => value / 1000.0);

    private static readonly Arbitrary<double[]> Values = Value.NonEmptyListOf().Select(list => list.Take(30).ToArray()).ToArbitrary();

    [Fact]
    public void The_generator_gives_the_published_numbers()
    {
        // The reference implementation's output for the seed 1234567.
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.Next()).ToArray());
    }

    [Fact]
    public void Every_number_below_a_bound_comes_about_as_often()
    {
        var random = new SplitMix64(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Below(7)]++;
        // Six standard deviations of a count of 10,000.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 556, 10_000 + 556));
    }

    [Fact]
    public void The_sign_flip_test_is_what_it_is_by_hand()
    {
        // |±1 ± 2 ± 3| reaches 6 in 2 of 8 patterns.
        Assert.Equal(2 / 8.0, SignFlipTest.PValue([1, 2, 3], seed: 1));
        // The sum is 2: |sum| is 6, 4, 2 (1, 2, −3 is 0).
        Assert.Equal(6 / 8.0, SignFlipTest.PValue([1, -2, 3], seed: 1));
        Assert.Equal(1, SignFlipTest.PValue([0, 0, 0], seed: 1));
        Assert.Equal(2 / 32768.0, SignFlipTest.PValue([.. Enumerable.Repeat(0.1, 15)], seed: 1));
    }

    [Fact]
    public void Differences_all_on_one_side_are_as_rare_as_draws_can_show() =>
        Assert.Equal(1 / 10_001.0, SignFlipTest.PValue([.. Enumerable.Repeat(0.1, 40)], seed: 1));

    [Fact]
    public void Draws_come_near_to_counting()
    {
        double[] differences = [0.3, -0.1, 0.25, 0.2, -0.05, 0.1, -0.2, 0.15, 0.05, 0.3, -0.1, 0.02, 0.11, -0.3, 0.2];
        // A 16th playlist without a difference changes no count, but is too many to count.
        var (exact, drawn) = (SignFlipTest.PValue(differences, seed: 1), SignFlipTest.PValue([.. differences, 0], seed: 1));
        Assert.NotEqual(exact, drawn);
        // Five standard deviations of a share of 10,000 draws.
        Assert.Equal(exact, drawn, 5 * Math.Sqrt(exact * (1 - exact) / SignFlipTest.Draws));
    }

    [Fact]
    public void More_than_64_pairs_each_get_a_sign_of_their_own()
    {
        double[] differences = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        Assert.Equal(1, SignFlipTest.PValue(differences, seed: 3));
        // Twelve more to one side: P(|sum of 100 signs| ≥ 24) = 0.0210.
        for (var i = 1; i < 24; i += 2) differences[i] = 1;
        Assert.Equal(0.0210, SignFlipTest.PValue(differences, seed: 3), 0.0075);
    }

    [Fact]
    public void P_is_a_probability_and_the_same_from_both_sides() => Prop.ForAll(Values, values =>
    {
        var p = SignFlipTest.PValue(values, seed: 7);
        return p is > 0 and <= 1 && p == SignFlipTest.PValue([.. values.Select(value => -value)], seed: 7);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_interval_lies_within_the_values_and_is_the_same_again() => Prop.ForAll(Values, values =>
    {
        var interval = Bootstrap.OfMean(values, seed: 7);
        return interval.Low >= values.Min() - 1e-12 && interval.High <= values.Max() + 1e-12 && interval.Low <= interval.High && interval == Bootstrap.OfMean(values, seed: 7);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_interval_of_many_values_is_that_of_the_normal_distribution()
    {
        var random = new SplitMix64(11);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => random.Below(1_000_000) / 1e6)];
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))) / 400;
        var interval = Bootstrap.OfMean(values, seed: 1);
        Assert.Equal(mean - (1.96 * error), interval.Low, 0.15 * error);
        Assert.Equal(mean + (1.96 * error), interval.High, 0.15 * error);
    }

    [Fact]
    public void The_interval_covers_the_true_mean_about_as_often_as_it_says()
    {
        var random = new SplitMix64(13);
        var covered = 0;
        for (var run = 0; run < 200; run++)
        {
            double[] values = [.. Enumerable.Range(0, 36).Select(_ => random.Below(1_000_000) / 1e6)];
            var interval = Bootstrap.OfMean(values, seed: run);
            if (interval.Low <= 0.5 && 0.5 <= interval.High) covered++;
        }
        Assert.InRange(covered, 178, 198);
    }

    [Fact]
    public void The_mean_of_one_group_is_the_mean() => Prop.ForAll(Values, values =>
        Bootstrap.OfMeanOfMeans([values], seed: 7) == Bootstrap.OfMean(values, seed: 7)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_figure_of_a_sample_has_an_interval_and_that_of_the_mean_is_the_same() => Prop.ForAll(Values, values =>
        Bootstrap.Of(values.Length, drawn => drawn.Sum(i => values[i]) / values.Length, seed: 7) == Bootstrap.OfMean(values, seed: 7)).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_weigh_the_same_however_many_values_they_have()
    {
        double[] many = [.. Enumerable.Repeat(1.0, 100)];
        Assert.Equal(new(0.5, 0.5), Bootstrap.OfMeanOfMeans([many, [0]], seed: 1));
        // Two groups of n values have a mean with half the variance of one.
        var random = new SplitMix64(17);
        double[] one = [.. Enumerable.Range(0, 200).Select(_ => random.Below(1_000_000) / 1e6)], other = [.. Enumerable.Range(0, 200).Select(_ => random.Below(1_000_000) / 1e6)];
        var (alone, both) = (Bootstrap.OfMean(one, seed: 1), Bootstrap.OfMeanOfMeans([one, other], seed: 1));
        Assert.Equal((alone.High - alone.Low) / Math.Sqrt(2), both.High - both.Low, 0.15 * (alone.High - alone.Low));
    }

    [Fact]
    public void A_comparison_counts_who_is_better_where()
    {
        var comparison = PairedComparison.Of([0.5, 0.7, 0.2], [0.4, 0.7, 0.6], seed: 1);
        Assert.Equal((1, 1, 3, true), (comparison.Better, comparison.Worse, comparison.Pairs, comparison.IsExact));
        Assert.Equal(-0.1, comparison.Difference, 12);
        Assert.Equal(1.4 / 3, comparison.Mean, 12);
        Assert.Equal(1.7 / 3, comparison.BaselineMean, 12);
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([1], [1, 2], seed: 1));
    }

    [Fact]
    public void A_comparison_the_other_way_round_has_the_other_sign() => Prop.ForAll(Gen.Zip(Value, Value).NonEmptyListOf().ToArbitrary(), pairs =>
    {
        double[] a = [.. pairs.Select(pair => pair.Item1)], b = [.. pairs.Select(pair => pair.Item2)];
        var (one, other) = (PairedComparison.Of(a, b, seed: 1), PairedComparison.Of(b, a, seed: 1));
        return one.Difference == -other.Difference && one.PValue == other.PValue && (one.Better, one.Worse) == (other.Worse, other.Better);
    }).QuickCheckThrowOnFailure();
}
