using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class StressTests : SchedulerTest
{
    private const int Calls = 6_000;

    [Fact]
    public async Task Thousands_of_calls_that_are_cancelled_expire_fail_and_are_refused_all_end_and_leave_nothing_behind()
    {
        var scheduler = Create(Plain with { ConcurrentBatches = 2, QueueRows = 400, BackfillAge = TimeSpan.FromMilliseconds(5), LongTokens = 40, JoinPadding = 8 });
        var batches = 0;
        TestRunner[] runners =
        [
            .. Enumerable.Range(0, 3).Select(i => new TestRunner($"model {i}")
            {
                During = _ =>
                {
                    if (Interlocked.Increment(ref batches) % 97 == 0)
                        throw new InvalidOperationException("out of memory");
                },
            }),
        ];
        ModelQueue[] queues = [.. runners.Select(x => scheduler.Add(x))];
        using var recorded = new TaggedRecorder(Meter);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(queues, caller))));

        var total = outcomes.SelectMany(x => x).GroupBy(x => x).ToDictionary(x => x.Key, x => x.Count());
        Assert.Equal(Calls, total.Values.Sum());
        foreach (var outcome in Enum.GetValues<CallOutcome>())
        {
            Assert.True(total.GetValueOrDefault(outcome) > 0, $"No call ended as {outcome}.");
            var measured = queues.Sum(queue => new[] { "interactive", "backfill" }.Sum(priority => recorded[$"attune.embedding.calls {queue.Model} {priority} {outcome.ToString().ToLowerInvariant()}"]));
            Assert.Equal((outcome, total[outcome]), (outcome, measured));
        }

        Assert.Equal(0, scheduler.RentedRows);
        foreach (var lane in queues.SelectMany(x => new[] { x.Interactive, x.Backfill }))
            Assert.Equal((0, 0L, null, null), (lane.Rows, lane.Tokens, lane.Oldest, lane.FirstOutside));
        // No row ran twice.
        Assert.All(runners, x => Assert.Equal(x.Labels.Count(), x.Labels.Distinct().Count()));
    }

    private static async Task<List<CallOutcome>> CallAsync(ModelQueue[] queues, int caller)
    {
        var random = new Random(caller);
        List<Task<CallOutcome>> running = [];
        List<CallOutcome> ended = [];
        for (var i = 0; i < Calls / 8; i++)
        {
            var label = ((caller * Calls) + i) * 32;
            running.Add(OneAsync(queues[random.Next(3)], label, random.Next(), random.Next(4)));
            if (running.Count == 64)
            {
                ended.AddRange(await Task.WhenAll(running));
                running.Clear();
            }
        }

        return [.. ended, .. await Task.WhenAll(running)];
    }

    private static async Task<CallOutcome> OneAsync(ModelQueue queue, int label, int seed, int kind)
    {
        var random = new Random(seed);
        using var cancellation = new CancellationTokenSource();
        using var work = new Work([.. Enumerable.Range(label, 1 + random.Next(20)).Select(x => (x, 1 + random.Next(50)))]);
        if (kind == 1)
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(random.Next(5)));
        DateTime? deadline = kind == 2 ? DateTime.UtcNow.AddMilliseconds(random.Next(-1, 8)) : null;
        work.Start(queue, (CallPriority)random.Next(2), deadline, waitForRoom: random.Next(2) == 0, cancellation.Token);
        try
        {
            await work.FinishAsync();
            return CallOutcome.Completed;
        }
        catch (OperationCanceledException)
        {
            return CallOutcome.Cancelled;
        }
        catch (OverloadedException)
        {
            return CallOutcome.Rejected;
        }
        catch (DeadlineExceededException)
        {
            return CallOutcome.Expired;
        }
        catch (InvalidOperationException)
        {
            return CallOutcome.Failed;
        }
    }
}
