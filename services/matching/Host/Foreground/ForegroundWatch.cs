using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Host.Foreground;

/// <summary>Whether somebody waits for answers, of this process or of another one over the same database; asked for now and then.</summary>
internal sealed class ForegroundWatch(ForegroundCalls here, NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private volatile Look _last = new(long.MinValue, Held: false);

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        if (here.Any) return true;
        var last = _last;
        if (last.At != long.MinValue && time.GetElapsedTime(last.At) < Fresh) return last.Held;
        // Whoever comes meanwhile goes by the last answer.
        _last = last with { At = time.GetTimestamp() };
        // Two who ask at once may each take the other for somebody who waits: a short rest for nothing.
        var held = await AdvisoryLock.IsHeldAsync(database, ForegroundSignal.Waiting, cancellationToken);
        _last = new(time.GetTimestamp(), held);
        return held;
    }

    private sealed record Look(long At, bool Held);
}
