using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class CredentialsTests
{
    private static readonly CallCredentials Calls = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);

    [Fact]
    public void Channel_credentials_tell_what_they_are()
    {
        Assert.Equal("insecure", Describe(ChannelCredentials.Insecure));
        Assert.Equal("tls roots= key=", Describe(ChannelCredentials.SecureSsl));
        Assert.Equal("tls roots=R key=C", Describe(new SslCredentials("R", new KeyCertificatePair("C", "K"))));
    }

    [Fact]
    public void A_pair_of_channel_and_call_credentials_tells_both() => Assert.Equal(
        "(insecure + calls)", Describe(ChannelCredentials.Create(ChannelCredentials.Insecure, Calls)));

    [Fact]
    public void A_pair_lacks_neither()
    {
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(null!, Calls));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
        Assert.Throws<ArgumentNullException>(() => new KeyCertificatePair(null!, "K"));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
    }

    [Fact]
    public void A_composite_needs_two_call_credentials()
    {
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose());
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(Calls));

        CallCredentials[] parts = [Calls, CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)];
        var seen = new CallParts();
        CallCredentials.Compose(parts).InternalPopulateConfiguration(seen, null);
        Assert.Equal(parts, seen.Composite);
    }

    [Fact]
    public void Properties_of_a_peer_are_found_by_name()
    {
        var name = AuthProperty.Create("name", "Åsa"u8.ToArray());
        var context = new AuthContext("name", new Dictionary<string, List<AuthProperty>> { ["name"] = [name] });

        Assert.True(context.IsPeerAuthenticated);
        Assert.Equal("Åsa", Assert.Single(context.PeerIdentity).Value);
        Assert.Same(name, Assert.Single(context.Properties));
        Assert.Empty(context.FindPropertiesByName("other"));
        Assert.False(new AuthContext(null, []).IsPeerAuthenticated);
        Assert.Empty(new AuthContext(null, []).PeerIdentity);
    }

    private static string Describe(ChannelCredentials credentials)
    {
        var described = new Description();
        credentials.InternalPopulateConfiguration(described, null);
        return described.Text;
    }

    private sealed class Description : ChannelCredentialsConfiguratorBase
    {
        public string Text { get; private set; } = "";

        public override void SetInsecureCredentials(object? state) => Text = "insecure";

        public override void SetSslCredentials(
            object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback) =>
            Text = $"tls roots={rootCertificates} key={keyCertificatePair?.CertificateChain}";

        public override void SetCompositeCredentials(
            object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
            Text = $"({Describe(channelCredentials)} + calls)";
    }

    private sealed class CallParts : CallCredentialsConfiguratorBase
    {
        public IReadOnlyList<CallCredentials>? Composite { get; private set; }

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials) =>
            Composite = credentials;

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            Composite = null;
    }
}
