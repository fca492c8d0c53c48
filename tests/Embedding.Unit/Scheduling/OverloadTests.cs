using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class OverloadTests : SchedulerTest
{
    [Fact]
    public async Task A_queue_that_is_full_of_sequences_refuses_more()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain with { QueueRows = 10 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(10, 10).Start(queue);
        using var refused = Work.Rows(30).Start(queue);
        var refusal = await refused.FailAsync<OverloadedException>();
        Assert.StartsWith("The interactive queue of model 'model' is full (10 sequences, 40 tokens). Try again in ", refusal.Message, StringComparison.Ordinal);
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync());
    }

    [Fact]
    public async Task A_queue_that_is_full_of_tokens_refuses_more_and_takes_what_fits()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain with { QueueTokens = 100 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(10, 9, 10).Start(queue);
        using var refused = Work.Rows(30, 1, 11).Start(queue);
        using var fitting = Work.Rows(40, 1, 10).Start(queue);
        await refused.FailAsync<OverloadedException>();
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync(), fitting.FinishAsync());
    }

    [Fact]
    public async Task The_time_to_wait_comes_from_the_measured_speed()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true, During = _ => time.Advance(TimeSpan.FromSeconds(2)) };
        var queue = Create(OneByOne with { QueueRows = 10 }, time).Add(runner);
        using var measured = await OccupyAsync(queue, runner);
        runner.Release();
        await measured.FinishAsync();
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(10, 10).Start(queue);
        // The one that runs and three more must leave before three get in.
        using var refused = Work.Rows(30, 3).Start(queue);
        Assert.Equal(8, (await refused.FailAsync<OverloadedException>()).RetryAfter.TotalSeconds, 0.01);
        runner.Release(11);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync());
    }

    [Fact]
    public async Task An_empty_queue_takes_a_call_that_is_larger_than_its_bounds()
    {
        var queue = Create(Plain with { QueueRows = 10, QueueTokens = 10 }).Add(new TestRunner());
        using var call = Work.Rows(10, 50).Start(queue);
        await call.FinishAsync();
    }

    [Fact]
    public async Task Backfill_fills_only_its_part_and_interactive_calls_still_get_in()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain with { QueueRows = 10, BackfillShare = 0.5 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var backfill = Work.Rows(10, 5).StartBackfill(queue);
        using var refused = Work.Rows(20).StartBackfill(queue);
        Assert.Contains("The backfill queue", (await refused.FailAsync<OverloadedException>()).Message, StringComparison.Ordinal);
        using var interactive = Work.Rows(30, 5).Start(queue);
        using var tooMuch = Work.Rows(40).Start(queue);
        await tooMuch.FailAsync<OverloadedException>();
        runner.Release(3);
        await Task.WhenAll(first.FinishAsync(), backfill.FinishAsync(), interactive.FinishAsync());
    }

    [Fact]
    public async Task Calls_that_wait_for_room_get_in_one_after_another()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { QueueRows = 2 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        Work[] calls = [.. Enumerable.Range(1, 10).Select(i => Work.Rows(10 * i, 2).Start(queue, waitForRoom: true))];
        Assert.Equal(2, queue.Interactive.Rows);
        runner.Release(21);
        foreach (var call in calls)
        {
            using (call)
                await call.FinishAsync();
        }

        await first.FinishAsync();
        Assert.Equal([1, .. Enumerable.Range(1, 10).SelectMany(i => new[] { 10 * i, (10 * i) + 1 })], runner.Labels);
    }

    [Fact]
    public async Task Nobody_overtakes_those_who_wait_for_room()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { QueueRows = 3 }).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(10, 2).Start(queue);
        using var outside = Work.Rows(20, 2).Start(queue, waitForRoom: true);
        using var overtaking = Work.Rows(30).Start(queue);
        await overtaking.FailAsync<OverloadedException>();
        runner.Release(5);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync(), outside.FinishAsync());
    }

    [Fact]
    public async Task A_call_can_be_refused_before_it_is_tokenised()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain with { QueueRows = 10 }).Add(runner);
        queue.ThrowIfOverloaded(CallPriority.Interactive, 1_000, DateTime.MaxValue);
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(10, 9).Start(queue);
        queue.ThrowIfOverloaded(CallPriority.Interactive, 1, DateTime.MaxValue);
        Assert.Throws<OverloadedException>(() => queue.ThrowIfOverloaded(CallPriority.Interactive, 2, DateTime.MaxValue));
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync());
    }

    [Fact]
    public async Task A_queue_that_takes_too_long_to_work_off_is_full()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true, During = _ => time.Advance(TimeSpan.FromSeconds(1)) };
        var queue = Create(OneByOne with { LongestWait = TimeSpan.FromSeconds(10) }, time).Add(runner);
        using var measured = await OccupyAsync(queue, runner);
        runner.Release();
        await measured.FinishAsync();
        using var first = await OccupyAsync(queue, runner);
        using var waiting = Work.Rows(100, 15).Start(queue);
        using var refused = Work.Rows(200).Start(queue);
        Assert.Equal(6, (await refused.FailAsync<OverloadedException>()).RetryAfter.TotalSeconds, 0.01);
        runner.Release(16);
        await Task.WhenAll(first.FinishAsync(), waiting.FinishAsync());
    }
}
