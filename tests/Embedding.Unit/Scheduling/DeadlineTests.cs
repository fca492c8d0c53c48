using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class DeadlineTests : SchedulerTest
{
    [Fact]
    public async Task A_call_that_comes_too_late_never_reaches_the_device()
    {
        var time = new ManualTime();
        var runner = new TestRunner();
        using var late = Work.Rows(1).Start(Create(Plain, time).Add(runner), deadline: time.GetUtcNow().UtcDateTime);
        await late.FailAsync<DeadlineExceededException>();
        Assert.Empty(runner.Batches);
    }

    [Fact]
    public async Task A_call_whose_deadline_passes_in_the_queue_ends_then_and_never_reaches_the_device()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain, time).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var late = Work.Rows(10, 5).Start(queue, deadline: In(time, 1));
        using var other = Work.Rows(20, 5).Start(queue, deadline: In(time, 2));
        time.Advance(TimeSpan.FromSeconds(1));
        await late.FailAsync<DeadlineExceededException>();
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), other.FinishAsync());
        Assert.Equal([1, 20, 21, 22, 23, 24], runner.Labels.Order());
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public async Task A_late_timer_lets_no_expired_call_onto_the_device()
    {
        var time = new ManualTime { TimersAreLate = true };
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain, time).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var prepared = Work.Rows(10, 2).Start(queue, deadline: In(time, 1));
        await UntilAsync(() => runner.Packed == 3);
        using var joining = Work.Rows(20, 2).Start(queue, deadline: In(time, 1));
        using var other = Work.Rows(30, 2).Start(queue);
        time.Advance(TimeSpan.FromSeconds(1));
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), other.FinishAsync(), prepared.FailAsync<DeadlineExceededException>(), joining.FailAsync<DeadlineExceededException>());
        Assert.Equal([1, 30, 31], runner.Labels.Order());
    }

    [Fact]
    public async Task A_call_whose_deadline_passes_half_way_runs_no_further()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne, time).Add(runner);
        using var call = Work.Rows(10, 5).Start(queue, deadline: In(time, 1));
        await runner.StartedAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(call.Task.IsCompleted);
        runner.Release(5);
        await call.FailAsync<DeadlineExceededException>();
        Assert.Single(runner.Batches);
    }

    [Fact]
    public async Task A_call_that_would_miss_its_deadline_in_a_busy_queue_is_refused_with_the_time_to_wait()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true, During = _ => time.Advance(TimeSpan.FromSeconds(1)) };
        var queue = Create(OneByOne, time).Add(runner);
        // One second for one row: one that runs, twenty that wait and five of its own, and as much again for caution.
        using var measured = await OccupyAsync(queue, runner);
        runner.Release();
        await measured.FinishAsync();
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(100, 20).Start(queue);
        using var hopeless = Work.Rows(200, 5).Start(queue, deadline: In(time, 50));
        var refusal = await hopeless.FailAsync<OverloadedException>();
        Assert.Equal(2, refusal.RetryAfter.TotalSeconds, 0.01);
        using var patient = Work.Rows(200, 5).Start(queue, deadline: In(time, 60));
        runner.Release(100);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync(), patient.FinishAsync());
    }

    private static DateTime In(ManualTime time, int seconds) => time.GetUtcNow().UtcDateTime.AddSeconds(seconds);
}
