using System.Threading.Channels;

namespace Attune.Hosting.TestHost;

/// <summary>Lets a test in the same process see what reaches the service.</summary>
public sealed class ShapesProbe
{
    private int _unaryCalls;
    private int _failuresLeft;

    /// <summary>One entry for every call that has begun to wait.</summary>
    public Channel<string> Waiting { get; } = Channel.CreateUnbounded<string>();

    /// <summary>One entry for every waiting call whose token was cancelled.</summary>
    public Channel<string> Cancelled { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Calls of the unary method so far.</summary>
    public int UnaryCalls => _unaryCalls;

    /// <summary>Makes the next calls of <c>!unavailable-until</c> answer UNAVAILABLE.</summary>
    public void FailNext(int calls) => Volatile.Write(ref _failuresLeft, calls);

    internal void CountUnaryCall() => Interlocked.Increment(ref _unaryCalls);

    internal bool TakeFailure() => Interlocked.Decrement(ref _failuresLeft) >= 0;

    /// <summary>Waits for an entry; a test that hangs fails by this limit instead.</summary>
    public static Task<string> NextAsync(Channel<string> channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
