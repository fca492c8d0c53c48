using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class PriorityTests : SchedulerTest
{
    [Fact]
    public async Task Interactive_calls_run_before_backfill_that_came_earlier()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        await FinishAllAsync(runner, await OccupyAsync(queue, runner), Work.Rows(10, 2).StartBackfill(queue), Work.Rows(20, 2).Start(queue));
        Assert.Equal([1, 20, 21, 10, 11], runner.Labels);
    }

    [Fact]
    public async Task A_prepared_backfill_batch_steps_aside_for_an_interactive_call()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain).Add(runner);
        var first = await OccupyAsync(queue, runner);
        var backfill = Work.Rows(10, 3).StartBackfill(queue);
        await UntilAsync(() => runner.Packed == 1 + 3);
        await FinishAllAsync(runner, first, backfill, Work.Rows(20, 2).Start(queue));
        Assert.Equal([[1], [20, 21], [10, 11, 12]], runner.Batches.Select(x => x.Labels.Order().ToArray()));
    }

    [Fact]
    public async Task A_prepared_interactive_batch_stays()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        var first = await OccupyAsync(queue, runner);
        var second = Work.Rows(10).Start(queue);
        await UntilAsync(() => runner.Packed == 2);
        await FinishAllAsync(runner, first, second, Work.Rows(20).Start(queue));
        Assert.Equal([1, 10, 20], runner.Labels);
        Assert.Equal(3, runner.Packed);
    }

    [Fact]
    public async Task Interactive_and_backfill_rows_never_share_a_batch()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(Plain).Add(runner);
        await FinishAllAsync(runner, await OccupyAsync(queue, runner), Work.Rows(10, 5).StartBackfill(queue), Work.Rows(20, 5).Start(queue));
        Assert.All(runner.Batches, x => Assert.Single(x.Labels.Select(label => label / 10).Distinct()));
    }

    [Fact]
    public async Task While_interactive_work_waits_aged_backfill_gets_one_batch_of_so_many()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { BackfillEvery = 4, BackfillAge = TimeSpan.FromSeconds(2) }, time).Add(runner);
        var first = await OccupyAsync(queue, runner);
        var backfill = Work.Rows(1_000, 3).StartBackfill(queue);
        var interactive = Work.Rows(2_000, 20).Start(queue);
        time.Advance(TimeSpan.FromSeconds(2));
        await FinishAllAsync(runner, first, backfill, interactive);

        int[] turns = [.. runner.Labels.Index().Where(x => x.Item / 1_000 == 1).Select(x => x.Index)];
        Assert.Equal([3, 7, 11], turns);
    }

    [Fact]
    public async Task Young_backfill_gets_no_turn_while_interactive_work_waits()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne with { BackfillEvery = 2, BackfillAge = TimeSpan.FromSeconds(2) }, new ManualTime()).Add(runner);
        await FinishAllAsync(runner, await OccupyAsync(queue, runner), Work.Rows(100).StartBackfill(queue), Work.Rows(200, 20).Start(queue));
        Assert.Equal(100, runner.Labels.Last());
    }

    [Fact]
    public async Task Calls_of_one_priority_run_in_the_order_they_came()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        var first = await OccupyAsync(queue, runner);
        var calls = Enumerable.Range(2, 20).Select(label => Work.Rows(label, 1, 4 + (label % 3)).Start(queue)).ToArray();
        await FinishAllAsync(runner, [first, .. calls]);
        Assert.Equal(Enumerable.Range(1, 21), runner.Labels);
    }

    private static async Task FinishAllAsync(TestRunner runner, params Work[] calls)
    {
        runner.Release(1_000);
        foreach (var call in calls)
        {
            using (call)
                await call.FinishAsync();
        }
    }
}
