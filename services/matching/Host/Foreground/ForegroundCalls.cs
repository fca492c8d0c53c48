namespace Attune.Matching.Host.Foreground;

/// <summary>Whether this process has lately answered somebody who waits.</summary>
internal sealed class ForegroundCalls(TimeProvider time)
{
    // Longer than the pause between the calls of somebody who looks through results would make workers crawl for nothing.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    private long _last = long.MinValue;

    public bool Any => Volatile.Read(ref _last) is var last && last != long.MinValue && time.GetElapsedTime(last) < Memory;

    public void Note() => Volatile.Write(ref _last, time.GetTimestamp());
}
