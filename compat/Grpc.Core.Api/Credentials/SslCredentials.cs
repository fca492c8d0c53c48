namespace Grpc.Core;

/// <summary>TLS. The managed client accepts only the default one; certificates are set on its HTTP handler.</summary>
public sealed class SslCredentials(
    string? rootCertificates,
    KeyCertificatePair? keyCertificatePair,
    VerifyPeerCallback? verifyPeerCallback) : ChannelCredentials
{
    /// <summary>The system's roots, no client certificate.</summary>
    public SslCredentials()
        : this(null, null, null)
    {
    }

    public SslCredentials(string? rootCertificates)
        : this(rootCertificates, null, null)
    {
    }

    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>PEM; null for the system's.</summary>
    public string? RootCertificates { get; } = rootCertificates;

    /// <summary>The client's certificate; null for none.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; } = keyCertificatePair;

    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeerCallback);
}
