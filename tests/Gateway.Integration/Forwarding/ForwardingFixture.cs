using Attune.Hosting.TestHost;

namespace Attune.Gateway.Integration.Forwarding;

/// <summary>One gateway in front of one server.</summary>
public sealed class ForwardingFixture : IAsyncLifetime
{
    public InProcessServer Matching { get; private set; } = null!;

    internal GatewayProcess Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Matching = await InProcessServer.StartAsync();
        Gateway = await GatewayProcess.StartAsync(Matching.Address);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Matching.DisposeAsync();
    }
}
