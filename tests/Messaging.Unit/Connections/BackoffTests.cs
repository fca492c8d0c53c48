namespace Attune.Messaging.Unit.Connections;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 50, 100)]
    [InlineData(1, 100, 200)]
    [InlineData(3, 400, 800)]
    [InlineData(10, 500, 1000)]
    [InlineData(int.MaxValue, 500, 1000)]
    public void Steps_double_up_to_the_longest_and_are_spread_over_their_upper_half(int attempt, int least, int most)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));

        var delays = Enumerable.Range(0, 200).Select(_ => backoff.Next(attempt).TotalMilliseconds).ToList();

        Assert.All(delays, delay => Assert.InRange(delay, least, most));
        Assert.True(delays.Distinct().Count() > 100);
    }
}
