namespace Grpc.Core;

/// <summary>A client library derives from this to unpack <see cref="ChannelCredentials"/>.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    public abstract void SetInsecureCredentials(object? state);

    public abstract void SetSslCredentials(
        object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    public abstract void SetCompositeCredentials(
        object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
