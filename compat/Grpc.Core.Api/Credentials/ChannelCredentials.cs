namespace Grpc.Core;

/// <summary>Secures a channel, and may identify the caller of every call on it.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Plain text.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the system's roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>
    /// A channel's credentials with those of its calls. Any pair is accepted here: whether call credentials may travel over a
    /// channel that is not encrypted is for the client library to decide when it unpacks the pair.
    /// </summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        return new CompositeCredentials(channelCredentials, callCredentials);
    }

    /// <summary>For client libraries: tells the configurator what these credentials are.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    private sealed class InsecureCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class CompositeCredentials(ChannelCredentials channel, CallCredentials calls) : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, channel, calls);
    }
}
