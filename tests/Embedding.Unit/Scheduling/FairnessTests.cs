using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class FairnessTests : SchedulerTest
{
    [Fact]
    public async Task Models_share_the_device_time_while_both_have_work()
    {
        var time = new ManualTime();
        List<string> order = [];
        var scheduler = Create(OneByOne, time);
        // A batch of one takes four times as long as one of the other.
        var slow = new TestRunner("slow") { IsHeld = true, During = _ => Run("slow", 4) };
        var quick = new TestRunner("quick") { IsHeld = true, During = _ => Run("quick", 1) };
        var (slowQueue, quickQueue) = (scheduler.Add(slow), scheduler.Add(quick));
        slow.Release(2);
        quick.Release(1_000);
        using var one = Work.Rows(1).Start(slowQueue);
        await one.FinishAsync();
        using var two = Work.Rows(1).Start(quickQueue);
        await two.FinishAsync();

        using var first = Work.Rows(1).Start(slowQueue);
        await first.FinishAsync();
        using var held = await OccupyAsync(slowQueue, slow, 2);
        order.Clear();
        using var slowCall = Work.Rows(100, 20).Start(slowQueue);
        using var quickCall = Work.Rows(200, 40).Start(quickQueue);
        slow.Release(1_000);
        await Task.WhenAll(held.FinishAsync(), slowCall.FinishAsync(), quickCall.FinishAsync());

        // While both wait, four quick ones come on one slow one.
        var last = order.LastIndexOf("quick");
        Assert.InRange(order.Take(last + 1).Count(x => x == "slow"), 9, 12);
        Assert.True(last < 54, string.Join(' ', order));

        void Run(string model, int seconds)
        {
            order.Add(model);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public async Task A_long_queue_of_one_model_does_not_hold_up_another()
    {
        var busy = new TestRunner("busy") { IsHeld = true };
        var other = new TestRunner("other");
        var scheduler = Create(OneByOne);
        var (busyQueue, otherQueue) = (scheduler.Add(busy), scheduler.Add(other));
        using var first = await OccupyAsync(busyQueue, busy);
        using var much = Work.Rows(100, 500).Start(busyQueue);
        await UntilAsync(() => busy.Packed == 2);
        using var little = Work.Rows(1).Start(otherQueue);
        // The one that runs, and the one that was prepared.
        busy.Release(2);
        await little.FinishAsync();
        Assert.InRange(busy.Batches.Count, 2, 3);
        busy.Release(1_000);
        await Task.WhenAll(first.FinishAsync(), much.FinishAsync());
    }

    [Fact]
    public async Task A_batch_never_mixes_models()
    {
        var scheduler = Create(Plain);
        TestRunner[] runners = [.. Enumerable.Range(0, 3).Select(i => new TestRunner($"model {i}"))];
        ModelQueue[] queues = [.. runners.Select(x => scheduler.Add(x))];
        Work[] calls = [.. Enumerable.Range(0, 300).Select(i => Work.Rows((i % 3 * 10_000) + (i * 10), 7, 1 + (i % 9)).Start(queues[i % 3]))];
        foreach (var call in calls)
        {
            using (call)
                await call.FinishAsync();
        }

        for (var i = 0; i < 3; i++)
            Assert.All(runners[i].Labels, label => Assert.Equal(i, label / 10_000));
        Assert.Equal(2_100, runners.Sum(x => x.Labels.Count()));
    }
}
