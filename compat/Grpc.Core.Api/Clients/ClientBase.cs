namespace Grpc.Core;

/// <summary>What every generated client has whatever its own type.</summary>
public abstract class ClientBase
{
    /// <summary>For clients that exist to be mocked: every call on it throws.</summary>
    protected ClientBase()
        : this(new UnconnectedInvoker())
    {
    }

    protected ClientBase(ChannelBase channel)
        : this((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker())
    {
    }

    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker ?? throw new ArgumentNullException(nameof(callInvoker)), host: null))
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        CallInvoker = configuration.Host is null
            ? configuration.Invoker
            : new HostInvoker(configuration.Invoker, configuration.Host);
    }

    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration { get; }

    /// <summary>What a generated client hands to a changed copy of itself.</summary>
    protected internal class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker invoker, string? host)
        {
            Invoker = invoker;
            Host = host;
        }

        internal CallInvoker Invoker { get; }

        internal string? Host { get; }
    }
}
