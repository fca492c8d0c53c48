using System.Collections.Concurrent;

namespace Attune.Matching.Models.Outputs;

/// <summary>
/// Lets concurrent callers that need the same things share one computation of each. A caller works on what nobody works on yet and waits
/// for the rest. When a worker fails or is cancelled, only it fails: those that waited for it take over what it left.
/// </summary>
/// <remarks>
/// A caller delivers all its own before it waits for anybody, so that no two can wait for each other. Nothing is kept once it is delivered:
/// the work looks into the store first, because what was missing when the caller looked may have been stored meanwhile.
/// </remarks>
internal sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TaskCompletionSource<Landing>> _flights = new();

    /// <param name="keys">What is needed; one that comes twice is worked on once.</param>
    /// <param name="workAsync">
    /// Is given keys that nobody else works on, and delivers each, stored already, with its value, one at a time. Called again with what
    /// others left.
    /// </param>
    /// <param name="cancellationToken">Of this caller alone.</param>
    /// <returns>One value a key.</returns>
    /// <exception cref="InvalidOperationException">The work ended without having delivered everything.</exception>
    public async Task<IReadOnlyDictionary<TKey, TValue>> GetAsync(
        IEnumerable<TKey> keys, Func<IReadOnlyList<TKey>, Action<TKey, TValue>, CancellationToken, Task> workAsync,
        CancellationToken cancellationToken)
    {
        var values = new Dictionary<TKey, TValue>();
        IReadOnlyCollection<TKey> pending = keys.ToHashSet();
        while (pending.Count > 0)
        {
            var (own, others) = Claim(pending);
            if (own.Count > 0) await WorkAsync(own, workAsync, values, cancellationToken);
            var left = new List<TKey>();
            foreach (var (key, flight) in others)
            {
                var landing = await flight.WaitAsync(cancellationToken);
                if (landing.Delivered) values[key] = landing.Value;
                else left.Add(key);
            }
            pending = left;
        }
        return values;
    }

    private (Dictionary<TKey, TaskCompletionSource<Landing>> Own, List<(TKey Key, Task<Landing> Flight)> Others) Claim(
        IReadOnlyCollection<TKey> keys)
    {
        var own = new Dictionary<TKey, TaskCompletionSource<Landing>>();
        var others = new List<(TKey, Task<Landing>)>();
        foreach (var key in keys)
        {
            var mine = new TaskCompletionSource<Landing>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = _flights.GetOrAdd(key, mine);
            if (flight == mine) own.Add(key, mine);
            else others.Add((key, flight.Task));
        }
        return (own, others);
    }

    private async Task WorkAsync(
        Dictionary<TKey, TaskCompletionSource<Landing>> own,
        Func<IReadOnlyList<TKey>, Action<TKey, TValue>, CancellationToken, Task> workAsync,
        Dictionary<TKey, TValue> values, CancellationToken cancellationToken)
    {
        try
        {
            await workAsync([.. own.Keys], (key, value) =>
            {
                values[key] = value;
                End(key, own[key], new Landing(Delivered: true, value));
            }, cancellationToken);
            foreach (var key in own.Keys)
                if (!values.ContainsKey(key)) throw new InvalidOperationException($"The work ended without a value for {key}.");
        }
        finally
        {
            foreach (var (key, flight) in own) End(key, flight, default);
        }
    }

    private void End(TKey key, TaskCompletionSource<Landing> flight, Landing landing)
    {
        // Gone before those that wait wake up: whoever is told that it was left finds the place free.
        _flights.TryRemove(KeyValuePair.Create(key, flight));
        flight.TrySetResult(landing);
    }

    private readonly record struct Landing(bool Delivered, TValue Value);
}
