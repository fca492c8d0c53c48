using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class BatchCostTests : SchedulerTest
{
    [Theory]
    [InlineData(40, 10, 4)]
    [InlineData(700, 10, 70)]
    [InlineData(0, 10, 4)]
    [InlineData(50, 0, 512)]
    public void The_overhead_is_what_a_batch_takes_besides_its_tokens(int milliseconds, int millisecondsPerToken, int expected)
    {
        var time = new ManualTime();
        var runner = new TestRunner { During = batch => time.Advance(TimeSpan.FromMilliseconds(milliseconds + (millisecondsPerToken * batch.Rows * batch.Length))) };
        var cost = BatchCost.Measure(runner, BatchCost.CpuRows, time);
        Assert.Equal(expected, cost.Overhead);
        Assert.Equal((milliseconds / 64.0) + millisecondsPerToken, cost.SecondsPerToken * 1_000, 1e-6);
    }

    [Fact]
    public void The_overhead_decides_on_a_cpu_which_rows_share_a_batch()
    {
        var limits = new SchedulingOptions { LongTokens = 100 }.Resolve("cpu", 70);
        Assert.Equal((70, 100), (limits.JoinPadding, limits.LongTokens));
        Assert.Equal((70, 16 * 70, 512), SchedulingDefaults.For("cpu", 70) is var x ? (x.JoinPadding, x.LongTokens, x.BatchTokens) : default);
        Assert.Equal(SchedulingDefaults.For("cuda"), SchedulingDefaults.For("cuda", 70));
    }

    [Fact]
    public async Task The_first_calls_are_judged_by_it()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { LongestWait = TimeSpan.FromSeconds(10) }, new ManualTime()).Add(runner, secondsPerToken: 1);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(10, 2).Start(queue);
        using var third = Work.Rows(20).Start(queue);
        await third.FailAsync<OverloadedException>();
        runner.Release(3);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());
    }
}
