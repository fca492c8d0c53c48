using System.Collections.Concurrent;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

/// <summary>A model that notes what it is given, stops where a test wants it to, and makes of each row its first id and the sum of its ids.</summary>
internal sealed class TestRunner(string model = "model") : IBatchRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _started = new(0), _released = new(0);
    private int _packed, _running;

    public string Model => model;

    public int Width => 2;

    /// <summary>Asked for once a row that is packed.</summary>
    public int PadId
    {
        get
        {
            Interlocked.Increment(ref _packed);
            return 7_777;
        }
    }

    public bool TakesTypes { get; init; }

    /// <summary>Every batch waits for <see cref="Release"/>.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Called in the middle of a batch.</summary>
    public Action<PackedBatch>? During { get; set; }

    /// <summary>Rows packed so far.</summary>
    public int Packed => Volatile.Read(ref _packed);

    /// <summary>Most batches that ran at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public ConcurrentQueue<RanBatch> Batches { get; } = new();

    /// <summary>The first ids of all rows that ran, batch after batch.</summary>
    public IEnumerable<int> Labels => Batches.SelectMany(x => x.Labels);

    public void Run(PackedBatch batch)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        var ids = batch.Ids.Span;
        Batches.Enqueue(new RanBatch([.. Enumerable.Range(0, batch.Rows).Select(row => (int)batch.Ids.Span[row * batch.Length])], batch.Length, batch.Lengths.ToArray()));
        _started.Release();
        if (IsHeld && !_released.Wait(Patience))
            throw new TimeoutException("Nobody released the batch.");
        During?.Invoke(batch);

        var output = batch.Output.Span;
        for (var row = 0; row < batch.Rows; row++)
        {
            float sum = 0;
            for (var i = row * batch.Length; i < (row + 1) * batch.Length; i++)
                sum += ids[i] * batch.Mask.Span[i];
            output[row * Width] = ids[row * batch.Length];
            output[(row * Width) + 1] = sum;
        }

        Interlocked.Decrement(ref _running);
    }

    /// <summary>Waits until one more batch has started.</summary>
    public async Task StartedAsync() => Assert.True(await _started.WaitAsync(Patience), "No batch started.");

    public void Release(int batches = 1) => _released.Release(batches);

    internal sealed record RanBatch(int[] Labels, int Length, int[] Lengths);
}
