using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Tests.Scheduling;

public sealed class BatchOverheadTests
{
    [Theory]
    [InlineData(40, 10, 4)]
    [InlineData(700, 10, 70)]
    [InlineData(0, 10, 1)]
    [InlineData(50, 0, 512)]
    public void It_is_what_a_batch_takes_besides_its_tokens(int milliseconds, int millisecondsPerToken, int expected)
    {
        var time = new ManualTime();
        var runner = new TestRunner { During = batch => time.Advance(TimeSpan.FromMilliseconds(milliseconds + (millisecondsPerToken * batch.Rows * batch.Length))) };
        Assert.Equal(expected, BatchOverhead.Measure(runner, time));
    }

    [Fact]
    public void It_decides_on_a_cpu_which_rows_share_a_batch()
    {
        var limits = new SchedulingOptions { LongTokens = 100 }.Resolve("cpu", 70);
        Assert.Equal((70, 100), (limits.JoinPadding, limits.LongTokens));
        Assert.Equal((70, 16 * 70), SchedulingDefaults.For("cpu", 70) is var x ? (x.JoinPadding, x.LongTokens) : default);
        Assert.Equal(SchedulingDefaults.For("cuda"), SchedulingDefaults.For("cuda", 70));
    }
}
