using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class FailureTests : SchedulerTest
{
    [Fact]
    public async Task A_batch_that_fails_ends_its_own_calls_and_nothing_else()
    {
        var runner = new TestRunner { IsHeld = true, During = batch => Fail(batch.Length == 9) };
        var queue = Create(Plain with { JoinPadding = 0 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var good = Work.Rows(10, 3, 8).Start(queue);
        using var bad = Work.Rows(20, 3, 9).Start(queue);
        using var partly = new Work((30, 9), (31, 8), (32, 7), (33, 3)).Start(queue);
        using var later = Work.Rows(40, 3, 2).Start(queue);
        runner.Release(100);
        Assert.Equal("out of memory", (await bad.FailAsync<InvalidOperationException>()).Message);
        await partly.FailAsync<InvalidOperationException>();
        await Task.WhenAll(first.FinishAsync(), good.FinishAsync(), later.FinishAsync());
        using var next = Work.Rows(50).Start(queue);
        await next.FinishAsync();
    }

    [Fact]
    public async Task The_rest_of_a_call_that_failed_does_not_run()
    {
        var runner = new TestRunner { IsHeld = true, During = _ => Fail(true) };
        var queue = Create(OneByOne).Add(runner);
        using var call = Work.Rows(1, 100).Start(queue);
        await runner.StartedAsync();
        runner.Release();
        await call.FailAsync<InvalidOperationException>();
        Assert.Single(runner.Batches);
    }

    [Fact]
    public async Task Disposing_answers_what_is_queued_with_unavailable_and_lets_what_runs_finish()
    {
        var runner = new TestRunner { IsHeld = true };
        var scheduler = Create(OneByOne with { QueueRows = 4 });
        var queue = scheduler.Add(runner);
        using var running = await OccupyAsync(queue, runner);
        using var prepared = Work.Rows(10).Start(queue);
        await UntilAsync(() => runner.Packed == 2);
        using var queued = Work.Rows(20, 2).Start(queue);
        using var backfill = Work.Rows(30).StartBackfill(queue);
        using var outside = Work.Rows(40).Start(queue, waitForRoom: true);

        var disposing = scheduler.DisposeAsync().AsTask();
        foreach (var call in new[] { prepared, queued, backfill, outside })
            await call.FailAsync<DependencyUnavailableException>();
        Assert.False(disposing.IsCompleted);
        runner.Release();
        await running.FinishAsync();
        await disposing;
        Assert.Equal([1], runner.Labels);

        using var late = Work.Rows(50).Start(queue);
        await late.FailAsync<DependencyUnavailableException>();
    }

    private static void Fail(bool now)
    {
        if (now)
            throw new InvalidOperationException("out of memory");
    }
}
