using Attune.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Matching.Integration;

/// <summary>With the matching service as a process, and an embedding service that serves the <see cref="PoisonedBundle"/>.</summary>
public sealed class PoisonedMatchingFixture() : MatchingFixture(["matching"])
{
    private readonly int _port = FreePort.Next();
    private PoisonedBundle? _bundle;
    private ServiceProcess? _service;

    protected override async Task<string> TakeEmbeddingAsync()
    {
        _bundle = new PoisonedBundle();
        _service = ServiceProcess.Start(
            ServiceProcess.Executable("embedding"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Server__Port"] = $"{_port}", ["Models__Bundle"] = _bundle.Folder });
        await _service.WaitForPortAsync(_port);
        var address = $"http://127.0.0.1:{_port}";
        using var channel = GrpcChannel.ForAddress(address);
        var health = new Health.HealthClient(channel);
        await Eventually.IsTrueAsync(async () => await ServesAsync(health), () => $"the poisoned bundle is served. Its log:\n{_service.Log}");
        return address;
    }

    protected override async Task ReturnEmbeddingAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        _bundle?.Dispose();
    }

    private static async Task<bool> ServesAsync(Health.HealthClient health)
    {
        try
        {
            return (await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
