namespace Grpc.Core;

/// <summary>A connection to one target, or a pool of them. Made once and shared by all clients of that target.</summary>
public abstract class ChannelBase
{
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    public string Target { get; }

    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Does what the client library gives it to do; by default nothing. The managed client ends a channel by Dispose.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
