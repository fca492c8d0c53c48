using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class CancellationTests : SchedulerTest
{
    [Fact]
    public async Task A_cancelled_call_never_reaches_the_device()
    {
        var runner = new TestRunner { IsHeld = true };
        var scheduler = Create(OneByOne);
        var queue = scheduler.Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var cancellation = new CancellationTokenSource();
        using var prepared = Work.Rows(10).Start(queue, cancellationToken: cancellation.Token);
        await UntilAsync(() => runner.Packed == 2);
        using var queued = Work.Rows(20, 100).Start(queue, cancellationToken: cancellation.Token);
        Assert.Equal(102, scheduler.RentedRows);

        await cancellation.CancelAsync();
        await Task.WhenAll(prepared.FailAsync<OperationCanceledException>(), queued.FailAsync<OperationCanceledException>());
        Assert.Equal(1, scheduler.RentedRows);
        Assert.Equal((0, 0), (queue.Interactive.Rows, queue.Interactive.Tokens));
        runner.Release();
        await first.FinishAsync();
        Assert.Single(runner.Batches);
    }

    [Fact]
    public async Task A_cancelled_token_is_seen_before_anything_else()
    {
        var runner = new TestRunner();
        using var call = Work.Rows(1).Start(Create(Plain).Add(runner), cancellationToken: new CancellationToken(canceled: true));
        await call.FailAsync<OperationCanceledException>();
        Assert.Empty(runner.Batches);
    }

    [Fact]
    public async Task A_cancelled_call_takes_no_neighbour_along()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var cancellation = new CancellationTokenSource();
        using var before = Work.Rows(10, 3).Start(queue);
        using var cancelled = Work.Rows(20, 3).Start(queue, cancellationToken: cancellation.Token);
        using var after = Work.Rows(30, 3).Start(queue);
        await cancellation.CancelAsync();
        await cancelled.FailAsync<OperationCanceledException>();
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), before.FinishAsync(), after.FinishAsync());
        Assert.Equal([1, 10, 11, 12, 30, 31, 32], runner.Labels.Order());
    }

    [Fact]
    public async Task A_call_on_the_device_ends_with_its_batch_so_that_its_memory_stays_its_own_until_then()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        using var cancellation = new CancellationTokenSource();
        using var call = Work.Rows(10, 5).Start(queue, cancellationToken: cancellation.Token);
        await runner.StartedAsync();
        await UntilAsync(() => runner.Packed == 2);
        await cancellation.CancelAsync();
        await UntilAsync(() => queue.Interactive.Rows == 0);
        Assert.False(call.Task.IsCompleted);
        runner.Release(5);
        await call.FailAsync<OperationCanceledException>();
        Assert.Single(runner.Batches);
    }

    [Fact]
    public async Task A_call_that_waits_for_room_can_be_cancelled()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { QueueRows = 2 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(10, 2).Start(queue);
        using var cancellation = new CancellationTokenSource();
        using var outside = Work.Rows(20).Start(queue, waitForRoom: true, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await outside.FailAsync<OperationCanceledException>();
        runner.Release(3);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());
        Assert.Equal([1, 10, 11], runner.Labels);
    }
}
