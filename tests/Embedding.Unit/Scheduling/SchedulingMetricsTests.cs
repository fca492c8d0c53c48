using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class SchedulingMetricsTests : SchedulerTest
{
    [Fact]
    public async Task Batches_are_measured_by_model_and_priority()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true, During = _ => time.Advance(TimeSpan.FromSeconds(2)) };
        var queue = Create(Plain, time).Add(runner);
        using var recorded = new TaggedRecorder(Meter);
        using var first = await OccupyAsync(queue, runner);
        using var second = new Work((10, 8), (11, 6), (12, 5)).StartBackfill(queue);
        runner.Release(2);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());

        Assert.Equal(3, recorded["attune.embedding.sequences model backfill"]);
        Assert.Equal(19, recorded["attune.embedding.tokens model backfill"]);
        Assert.Equal(5, recorded["attune.embedding.padding model backfill"]);
        Assert.Equal(3, recorded["attune.embedding.batch.sequences model backfill"]);
        Assert.Equal(24, recorded["attune.embedding.batch.size model backfill"]);
        Assert.Equal(2, recorded["attune.embedding.batch.duration model backfill"]);
        Assert.Equal((2, 1), (recorded["attune.embedding.queue.duration model backfill"], recorded.Count("attune.embedding.queue.duration model backfill")));
        Assert.Equal(4, recorded["attune.embedding.tokens model interactive"]);
        Assert.Equal(1, recorded["attune.embedding.calls model interactive completed"]);
        Assert.Equal(1, recorded["attune.embedding.calls model backfill completed"]);
    }

    [Fact]
    public async Task The_depth_of_a_queue_is_what_waits_in_it()
    {
        var runner = new TestRunner { IsHeld = true };
        var queue = Create(OneByOne).Add(runner);
        using var first = await OccupyAsync(queue, runner);
        using var second = Work.Rows(10, 3).Start(queue);
        using var third = Work.Rows(20, 2, 10).StartBackfill(queue);
        // One of them is prepared; it waits all the same.
        await UntilAsync(() => runner.Packed == 2);
        using (var recorded = new TaggedRecorder(Meter))
        {
            recorded.Observe();
            Assert.Equal((3, 12), (recorded["attune.embedding.queue.sequences model interactive"], recorded["attune.embedding.queue.tokens model interactive"]));
            Assert.Equal((2, 20), (recorded["attune.embedding.queue.sequences model backfill"], recorded["attune.embedding.queue.tokens model backfill"]));
        }

        runner.Release(6);
        await Task.WhenAll(first.FinishAsync(), second.FinishAsync(), third.FinishAsync());
        using (var recorded = new TaggedRecorder(Meter))
        {
            recorded.Observe();
            Assert.Equal((0, 4), (recorded.Total("attune.embedding.queue.sequences") + recorded.Total("attune.embedding.queue.tokens"), Observations(recorded)));
        }

        static int Observations(TaggedRecorder x) => new[] { "sequences", "tokens" }.Sum(what => new[] { "interactive", "backfill" }.Sum(priority => x.Count($"attune.embedding.queue.{what} model {priority}")));
    }

    [Fact]
    public async Task Calls_are_counted_by_how_they_end()
    {
        var time = new ManualTime();
        var runner = new TestRunner { IsHeld = true };
        var scheduler = Create(OneByOne with { QueueRows = 5 }, time);
        var queue = scheduler.Add(runner);
        using var recorded = new TaggedRecorder(Meter);
        using var cancellation = new CancellationTokenSource();
        using var first = await OccupyAsync(queue, runner);
        using var expired = Work.Rows(10).Start(queue, deadline: time.GetUtcNow().UtcDateTime.AddSeconds(1));
        using var cancelled = Work.Rows(20).Start(queue, cancellationToken: cancellation.Token);
        using var failed = Work.Rows(30, 3).Start(queue);
        using var rejected = Work.Rows(40).Start(queue);
        await rejected.FailAsync<OverloadedException>();
        Assert.Throws<OverloadedException>(() => queue.ThrowIfOverloaded(CallPriority.Interactive, 1, DateTime.MaxValue));
        time.Advance(TimeSpan.FromSeconds(1));
        await expired.FailAsync<DeadlineExceededException>();
        await cancellation.CancelAsync();
        await cancelled.FailAsync<OperationCanceledException>();
        using var tooLate = Work.Rows(50).Start(queue, cancellationToken: cancellation.Token);
        await tooLate.FailAsync<OperationCanceledException>();
        runner.During = _ => throw new InvalidOperationException("out of memory");
        runner.Release(2);
        await first.FailAsync<InvalidOperationException>();
        await failed.FailAsync<InvalidOperationException>();

        foreach (var (outcome, count) in new[] { ("rejected", 2), ("expired", 1), ("cancelled", 2), ("failed", 2), ("completed", 0) })
            Assert.Equal((outcome, count), (outcome, recorded[$"attune.embedding.calls model interactive {outcome}"]));
        Assert.Equal(0, recorded.Total("attune.embedding.sequences"));
    }
}
