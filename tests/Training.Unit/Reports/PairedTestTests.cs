using Attune.Training.Reports;

namespace Attune.Training.Unit.Reports;

public sealed class PairedTestTests
{
    [Theory]
    // Sums of binomial coefficients, by hand: (C(10,9) + C(10,10) / ... with half of the observed count.
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 1, 0.5)]
    [InlineData(0, 1, 0.25)]
    [InlineData(1, 0, 0.75)]
    [InlineData(0, 5, 1 / 64.0)]
    [InlineData(2, 8, ((45 / 2.0) + 10 + 1) / 1024)]
    [InlineData(8, 2, 1 - (((45 / 2.0) + 10 + 1) / 1024))]
    public void The_probability_is_the_exact_binomial_tail_with_half_of_what_was_seen(int wins, int losses, double expected) =>
        Assert.Equal(expected, PairedTest.LossProbability(wins, losses), 1e-12);

    [Fact]
    public void Thousands_of_rows_overflow_nothing_and_more_losses_are_less_probable()
    {
        var probabilities = Enumerable.Range(0, 9).Select(i => PairedTest.LossProbability(5_000, 4_900 + (50 * i))).ToList();
        Assert.Equal(probabilities.OrderDescending(), probabilities);
        Assert.Equal(0.5, PairedTest.LossProbability(5_000, 5_000), 1e-9);
    }
}
