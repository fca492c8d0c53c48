using System.Collections.Concurrent;
using System.Diagnostics;
using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Embedding.Integration;

/// <summary>The service as its own process, on a port of the system's choice.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcChannel? _channel;

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Everything it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The files that it has in its memory.</summary>
    public string Maps => File.ReadAllText($"/proc/{_process.Id}/maps");

    /// <summary>Where it listens, once it does.</summary>
    public string Address { get; private set; } = "";

    public EmbeddingService.EmbeddingServiceClient Client => new(_channel!);

    public Health.HealthClient Health => new(_channel!);

    /// <summary>Starts the service; <see cref="ListenAsync"/> or <see cref="WaitForExitAsync"/> comes next.</summary>
    public static ServiceProcess Start(string? bundle = null, params IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Attune.Embedding"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Server__Port"] = "0";
        start.Environment["Models__Bundle"] = bundle;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var service = new ServiceProcess(new Process { StartInfo = start });
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Waits until it listens.</summary>
    public async Task<ServiceProcess> ListenAsync()
    {
        var first = await Task.WhenAny(_address.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        if (first != _address.Task)
            throw new InvalidOperationException($"The service ended instead of listening: {Output}");
        Address = await _address.Task;
        _channel = GrpcChannels.Create(Address);
        return this;
    }

    /// <summary>Waits until it reports SERVING.</summary>
    public async Task<ServiceProcess> ServeAsync()
    {
        await ListenAsync();
        using var patience = new CancellationTokenSource(Patience);
        using var watch = Health.Watch(new HealthCheckRequest(), cancellationToken: patience.Token);
        while (await watch.ResponseStream.MoveNext(patience.Token))
        {
            if (watch.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
                return this;
        }

        throw new InvalidOperationException($"The service ended instead of serving: {Output}");
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as an orchestrator does.</summary>
    public async Task AskToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        const string marker = " listens on ";
        if (line.IndexOf(marker, StringComparison.Ordinal) is var at and >= 0)
            _address.TrySetResult(line[(at + marker.Length)..].Trim());
    }
}
