using System.Collections.Concurrent;
using Attune.Matching.Models.Outputs;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Embeddings;

public sealed class SingleFlightTests
{
    [Fact]
    public void Concurrent_callers_with_overlapping_needs_work_on_each_thing_once() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        int[][] needs = [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => Enumerable.Range(0, random.Next(0, 20)).Select(_ => random.Next(24)).ToArray())];
        var (flight, store, worked) = (new SingleFlight<int, int>(), new ConcurrentDictionary<int, int>(), new ConcurrentBag<int>());
        var answers = Task.WhenAll(needs.Select(need => Task.Run(() => flight.GetAsync(need, WorkAsync, CancellationToken.None)))).GetAwaiter().GetResult();
        return worked.Count == worked.Distinct().Count()
            && worked.Order().SequenceEqual(needs.SelectMany(need => need).Distinct().Order())
            && answers.Zip(needs).All(pair => pair.First.Count == pair.Second.Distinct().Count() && pair.Second.All(key => pair.First[key] == key * 2));

        async Task WorkAsync(IReadOnlyList<int> keys, Action<int, int> deliver, CancellationToken cancellationToken)
        {
            foreach (var key in keys)
            {
                await Task.Yield();
                if (!store.ContainsKey(key)) worked.Add(key);
                store[key] = key * 2;
                deliver(key, key * 2);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_fails_fails_alone_and_what_it_left_is_worked_on_by_the_others() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var callers = random.Next(2, 9);
        int[][] needs = [.. Enumerable.Range(0, callers).Select(_ => Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(24)).ToArray())];
        bool[] fails = [.. Enumerable.Range(0, callers).Select(_ => random.Next(2) == 0)];
        int[] survive = [.. Enumerable.Range(0, callers).Select(_ => random.Next(5))];
        var (flight, store, worked) = (new SingleFlight<int, int>(), new ConcurrentDictionary<int, int>(), new ConcurrentBag<int>());
        var runs = Task.WhenAll(needs.Select((need, caller) => Task.Run(() => RunAsync(need, caller)))).GetAwaiter().GetResult();
        return worked.Count == worked.Distinct().Count() && runs.Index().All(run => run.Item is { } answer ? needs[run.Index].All(key => answer[key] == key * 2) : fails[run.Index]);

        async Task<IReadOnlyDictionary<int, int>?> RunAsync(int[] need, int caller)
        {
            try
            {
                return await flight.GetAsync(need, (keys, deliver, _) => WorkAsync(keys, deliver, fails[caller] ? survive[caller] : int.MaxValue), CancellationToken.None);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        async Task WorkAsync(IReadOnlyList<int> keys, Action<int, int> deliver, int most)
        {
            foreach (var key in keys)
            {
                await Task.Yield();
                if (most-- == 0) throw new TimeoutException();
                if (store.TryAdd(key, key * 2)) worked.Add(key);
                deliver(key, key * 2);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_worker_that_is_cancelled_is_replaced_by_one_that_waits()
    {
        var flight = new SingleFlight<string, int>();
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var first = flight.GetAsync(["a"], async (_, _, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }, cancel.Token);
        await started.Task;
        var second = flight.GetAsync(["a"], Deliver(7), CancellationToken.None);
        Assert.False(second.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(7, (await second)["a"]);
    }

    [Fact]
    public async Task One_that_stops_waiting_leaves_the_worker_alone()
    {
        var flight = new SingleFlight<string, int>();
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var first = flight.GetAsync(["a"], async (_, deliver, _) =>
        {
            await gate.Task;
            deliver("a", 1);
        }, CancellationToken.None);
        var second = flight.GetAsync(["a"], Deliver(2), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        Assert.Equal(1, (await first)["a"]);
    }

    [Fact]
    public async Task What_was_delivered_before_a_failure_reaches_those_that_wait()
    {
        var flight = new SingleFlight<string, int>();
        var gate = new TaskCompletionSource();
        var first = flight.GetAsync(["a", "b"], async (_, deliver, _) =>
        {
            await gate.Task;
            deliver("a", 1);
            throw new TimeoutException();
        }, CancellationToken.None);
        IReadOnlyList<string>? takenOver = null;
        var second = flight.GetAsync(["a", "b"], (keys, deliver, token) =>
        {
            takenOver = keys;
            return Deliver(2)(keys, deliver, token);
        }, CancellationToken.None);
        gate.SetResult();
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        var values = await second;
        Assert.Equal((1, 2), (values["a"], values["b"]));
        Assert.Equal(["b"], takenOver);
    }

    [Fact]
    public async Task Work_that_forgets_something_is_an_error() =>
        Assert.Contains("without a value for b", (await Assert.ThrowsAsync<InvalidOperationException>(() => new SingleFlight<string, int>().GetAsync(["a", "b"], (_, deliver, _) =>
        {
            deliver("a", 1);
            return Task.CompletedTask;
        }, CancellationToken.None))).Message, StringComparison.Ordinal);

    private static Func<IReadOnlyList<string>, Action<string, int>, CancellationToken, Task> Deliver(int value) => (keys, deliver, _) =>
    {
        foreach (var key in keys) deliver(key, value);
        return Task.CompletedTask;
    };
}
