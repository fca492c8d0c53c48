using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Testing;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Embedding.Integration;

/// <summary>The service as its own process, with its clients.</summary>
public sealed class EmbeddingProcess : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private readonly ServiceProcess _process;
    private readonly GrpcChannel _channel;

    private EmbeddingProcess(string? bundle, IEnumerable<(string Name, string Value)> settings)
    {
        var environment = settings.ToDictionary(x => x.Name, x => (string?)x.Value, StringComparer.Ordinal);
        environment["Server__Port"] = $"{_port}";
        environment["Models__Bundle"] = bundle;
        _process = ServiceProcess.Start(ServiceProcess.Executable("embedding"), environment);
        _channel = GrpcChannels.Create(Address);
    }

    /// <summary>Everything it has printed so far.</summary>
    public string Output => _process.Log;

    /// <summary>The files that it has in its memory.</summary>
    public string Maps => File.ReadAllText($"/proc/{_process.Id}/maps");

    public string Address => $"http://127.0.0.1:{_port}";

    public EmbeddingService.EmbeddingServiceClient Client => new(_channel);

    public Health.HealthClient Health => new(_channel);

    /// <summary>Starts the service; <see cref="ListenAsync"/> or <see cref="WaitForExitAsync"/> comes next.</summary>
    public static EmbeddingProcess Start(string? bundle = null, params IEnumerable<(string Name, string Value)> settings) => new(bundle, settings);

    /// <summary>Waits until it listens.</summary>
    public async Task<EmbeddingProcess> ListenAsync()
    {
        await _process.WaitForPortAsync(_port);
        return this;
    }

    /// <summary>Waits until it reports SERVING.</summary>
    public async Task<EmbeddingProcess> ServeAsync()
    {
        await ListenAsync();
        using var patience = new CancellationTokenSource(Eventually.Patience);
        using var watch = Health.Watch(new HealthCheckRequest(), cancellationToken: patience.Token);
        while (await watch.ResponseStream.MoveNext(patience.Token))
        {
            if (watch.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
                return this;
        }

        throw new InvalidOperationException($"The service ended instead of serving: {Output}");
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public Task<int> WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Asks it to stop, as an orchestrator does, and returns the exit code.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return _process.DisposeAsync();
    }
}
