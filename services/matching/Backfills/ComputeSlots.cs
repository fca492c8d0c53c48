namespace Attune.Matching.Backfills;

/// <summary>
/// How much of backfills one process has under way. A batch is worked on in <see cref="Count"/> parts; a part holds a slot from before its texts are sent until its
/// outputs are committed. So what is computed and not yet stored is never more than the items of one batch, which is what a killed process costs, and the embedding
/// service has work while a part is stored and while one batch gives way to the next.
/// </summary>
internal sealed class ComputeSlots : IDisposable
{
    public const int Count = 4;

    private readonly SemaphoreSlim _free = new(Count);

    /// <summary>The parts of a batch.</summary>
    /// <param name="batchSize">Items of the whole batch, of which some may be stored already.</param>
    /// <param name="items">What is left of it.</param>
    public static IEnumerable<T[]> Parts<T>(int batchSize, IReadOnlyList<T> items) => items.Chunk(Math.Max(1, batchSize / Count));

    public async Task RunAsync(Func<Task> workAsync, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            await workAsync();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
