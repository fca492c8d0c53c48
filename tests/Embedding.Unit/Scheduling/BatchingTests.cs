using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class BatchingTests : SchedulerTest
{
    [Fact]
    public async Task Rows_of_many_calls_share_a_batch_and_each_call_gets_its_own_numbers()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        Work[] calls = [.. Enumerable.Range(0, 10).Select(i => new Work((100 + (2 * i), 5), (101 + (2 * i), 6)).Start(queue))];
        runner.Release(2);
        foreach (var call in calls)
        {
            using (call)
                await call.FinishAsync();
        }

        Assert.Equal(2, runner.Batches.Count);
        Assert.Equal(Enumerable.Range(100, 20), runner.Batches.Last().Labels.Order());
    }

    [Fact]
    public async Task The_next_batch_is_prepared_while_one_runs()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(2).Start(queue);
        using var third = Work.Rows(3).Start(queue);
        await UntilAsync(() => runner.Packed == 2);
        Assert.Single(runner.Batches);
        runner.Release(3);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync(), third.FinishAsync());
        Assert.Equal(1, runner.MostAtOnce);
    }

    [Fact]
    public async Task A_prepared_batch_takes_in_what_arrives_before_it_starts()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(10, 1, 4).Start(queue);
        await UntilAsync(() => runner.Packed == 2);
        using var third = Work.Rows(20, 1, 5).Start(queue);
        using var fourth = Work.Rows(30, 1, 3).Start(queue);
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync(), third.FinishAsync(), fourth.FinishAsync());
        Assert.Equal(2, runner.Batches.Count);
        Assert.Equal((5, 3), (runner.Batches.Last().Length, runner.Batches.Last().Labels.Length));
    }

    [Fact]
    public async Task A_call_that_is_alone_runs_as_its_rows_sorted_by_length()
    {
        var runner = new TestRunner();
        var queue = Create(Plain with { BatchTokens = 60, JoinPadding = 60 }).Add(runner);
        int[] lengths = [9, 1, 30, 17, 30, 2, 14, 5, 5, 40, 8, 21];
        using var call = new Work([.. lengths.Select((length, i) => (100 + i, length))]);
        await call.Start(queue).FinishAsync();
        Assert.Equal(lengths.OrderDescending(), runner.Batches.SelectMany(x => x.Lengths));
        // 60 tokens hold 40 alone, 30 twice, 21 and 17, 14 with 9 and 8 and 5, and the rest.
        Assert.Equal([1, 2, 2, 4, 3], runner.Batches.Select(x => x.Lengths.Length));
    }

    [Fact]
    public async Task Two_batches_run_beside_each_other_where_the_device_may()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { ConcurrentBatches = 2 }).Add(runner);
        using var call = Work.Rows(1, 4).Start(queue);
        await runner.StartedAsync();
        await runner.StartedAsync();
        await UntilAsync(() => runner.Packed == 3);
        Assert.Equal((2, 2), (runner.Batches.Count, runner.MostAtOnce));
        runner.Release(4);
        await call.FinishAsync();
        Assert.Equal(2, runner.MostAtOnce);
    }

    [Fact]
    public async Task A_batch_with_room_waits_for_the_window_and_no_longer()
    {
        var time = new ManualTime();
        var runner = new TestRunner();
        var queue = Create(Plain with { Window = TimeSpan.FromMilliseconds(2) }, time).Add(runner);
        using var first = Work.Rows(1).Start(queue);
        await UntilAsync(() => time.Timers == 1);
        time.Advance(TimeSpan.FromMilliseconds(1));
        using var second = Work.Rows(2).Start(queue);
        Assert.Empty(runner.Batches);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());
        Assert.Equal([1, 2], Assert.Single(runner.Batches).Labels.Order());
    }

    [Fact]
    public async Task A_full_batch_does_not_wait_for_the_window()
    {
        var runner = new TestRunner();
        var queue = Create(Plain with { Window = TimeSpan.FromMilliseconds(2), BatchRows = 2 }, new ManualTime()).Add(runner);
        using var first = Work.Rows(1).Start(queue);
        using var second = Work.Rows(2).Start(queue);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());
    }

    [Fact]
    public async Task A_row_beyond_the_budget_runs_alone()
    {
        var runner = new TestRunner();
        var queue = Create(Plain with { BatchTokens = 16 }).Add(runner);
        using var call = new Work((1, 100), (2, 99), (3, 4));
        await call.Start(queue).FinishAsync();
        Assert.Equal([[100], [99], [4]], runner.Batches.Select(x => x.Lengths));
    }

    [Fact]
    public async Task A_sequence_without_tokens_is_a_row_of_padding()
    {
        var runner = new TestRunner();
        var queue = Create(Plain).Add(runner);
        using var empty = new Work();
        empty.Sequences.End();
        var output = new float[2];
        await queue.RunAsync(new ScheduledCall { Sequences = empty.Sequences, Output = output }, CancellationToken.None);
        Assert.Equal([7_777f, 0f], output);
        Assert.Equal((1, 0), (runner.Batches.Single().Length, runner.Batches.Single().Lengths[0]));
    }

    [Fact]
    public async Task A_call_without_sequences_is_done_at_once()
    {
        var runner = new TestRunner();
        using var empty = new Work().Start(Create(Plain).Add(runner));
        Assert.Equal(default, await empty.FinishAsync());
        Assert.Empty(runner.Batches);
    }

    [Fact]
    public async Task Output_that_is_too_small_is_refused()
    {
        var queue = Create(Plain).Add(new TestRunner());
        using var work = Work.Rows(1, 3);
        await Assert.ThrowsAsync<ArgumentException>(() => queue.RunAsync(new ScheduledCall { Sequences = work.Sequences, Output = new float[5] }, CancellationToken.None));
    }

    [Fact]
    public async Task Timing_tells_waiting_from_running()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true, During = _ => time.Advance(TimeSpan.FromSeconds(3)) };
        var queue = Create(OneByOne, time).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(2).Start(queue);
        using var third = Work.Rows(3, 2).Start(queue);
        runner.Release(4);
        Assert.Equal(new CallTiming(TimeSpan.Zero, TimeSpan.FromSeconds(3)), await first.FinishAsync());
        Assert.Equal(new CallTiming(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), await second.FinishAsync());
        Assert.Equal(new CallTiming(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6)), await third.FinishAsync());
    }
}
