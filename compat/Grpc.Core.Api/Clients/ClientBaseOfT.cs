namespace Grpc.Core;

/// <summary>Base of every generated client.</summary>
/// <typeparam name="T">The client itself.</typeparam>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    protected ClientBase()
    {
    }

    protected ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>A copy whose calls name this host (the :authority of the request).</summary>
    public T WithHost(string host) => NewInstance(new ClientBaseConfiguration(Configuration.Invoker, host));

    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
