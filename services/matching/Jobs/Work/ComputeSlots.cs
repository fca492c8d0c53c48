namespace Attune.Matching.Jobs.Work;

/// <summary>
/// How much of backfills one process has under way. A batch is worked on in <see cref="Count"/> parts; a part holds a slot from before its
/// texts are read until its outputs are committed. So what is computed and not yet stored is never more than the items of one batch, which
/// is what a killed process costs, and the embedding service has work while a part is stored and while one batch gives way to the next.
/// Parts are stored one at a time, and while somebody waits for answers they are also worked on one at a time: the database, and perhaps
/// the machine, is shared with those who answer.
/// </summary>
/// <param name="isAnybodyWaiting">For the answer to a call.</param>
/// <param name="time">Measures rests.</param>
internal sealed class ComputeSlots(Func<CancellationToken, Task<bool>> isAnybodyWaiting, TimeProvider time) : IDisposable
{
    public const int Count = 4;

    private readonly SemaphoreSlim _free = new(Count), _turn = new(1), _storing = new(1);

    /// <summary>The parts of a batch.</summary>
    public static IEnumerable<T[]> Parts<T>(IReadOnlyCollection<T> batch) => batch.Chunk(Math.Max(1, batch.Count / Count));

    /// <summary>Reads, computes and stores a part.</summary>
    public Task RunAsync(Func<Task> workAsync, CancellationToken cancellationToken) => InsideAsync(_free, async () =>
    {
        if (await isAnybodyWaiting(cancellationToken)) await InsideAsync(_turn, workAsync, cancellationToken);
        else await workAsync();
    }, cancellationToken);

    /// <summary>
    /// Stores what was computed, within <see cref="RunAsync"/>. While somebody waits for answers the database has as long a rest after it.
    /// </summary>
    public Task StoreAsync(Func<Task> saveAsync, CancellationToken cancellationToken) => InsideAsync(_storing, async () =>
    {
        var started = time.GetTimestamp();
        await saveAsync();
        if (await isAnybodyWaiting(cancellationToken)) await Task.Delay(time.GetElapsedTime(started), time, cancellationToken);
    }, cancellationToken);

    public void Dispose()
    {
        _free.Dispose();
        _turn.Dispose();
        _storing.Dispose();
    }

    private static async Task InsideAsync(SemaphoreSlim room, Func<Task> workAsync, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        try
        {
            await workAsync();
        }
        finally
        {
            room.Release();
        }
    }
}
