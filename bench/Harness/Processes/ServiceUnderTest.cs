using System.Diagnostics;
using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Bench.Harness.Processes;

/// <summary>A service as it runs in the field: a process of its own behind cleartext HTTP/2.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcChannel? _channel;

    private ServiceUnderTest(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Of the embedding service.</summary>
    public EmbeddingService.EmbeddingServiceClient Client => new(Channel);

    public GrpcChannel Channel => _channel!;

    public string Address { get; private set; } = "";

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the embedding service on a bundle and waits until it serves.</summary>
    public static Task<ServiceUnderTest> StartAsync(string bundle, CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        StartServiceAsync("Attune.Embedding", cancellationToken, [("Models__Bundle", bundle), .. settings]);

    /// <summary>Starts a service and waits until it serves.</summary>
    /// <param name="name">Of its executable, which lies beside the bench.</param>
    public static async Task<ServiceUnderTest> StartServiceAsync(string name, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var service = Launch(name, [], settings);
        try
        {
            await service.ServeAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service and does not wait for it.</summary>
    public static ServiceUnderTest Launch(string name, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(Executable(name), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Server__Port"] = "0";
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;

        var service = new ServiceUnderTest(new Process { StartInfo = start });
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>The services are built beside the bench.</summary>
    public static string Executable(string name) => Path.Combine(AppContext.BaseDirectory, name);

    /// <summary>SIGTERM, as an orchestrator stops it; returns when the process has ended.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Kills the process when it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Until health says that it serves.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_address.Task, _process.WaitForExitAsync(cancellationToken));
        if (!_address.Task.IsCompleted)
            throw new InvalidOperationException($"The service ended instead of listening:\n{Log}");
        Address = await _address.Task;
        _channel = GrpcChannels.Create(Address);
        using var watch = new Health.HealthClient(_channel).Watch(new HealthCheckRequest(), cancellationToken: cancellationToken);
        while (await watch.ResponseStream.MoveNext(cancellationToken))
        {
            if (watch.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
                return;
        }

        throw new InvalidOperationException($"The service ended instead of serving:\n{Log}");
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Add(line);
        const string marker = " listens on ";
        if (line.IndexOf(marker, StringComparison.Ordinal) is var at and >= 0)
            _address.TrySetResult(line[(at + marker.Length)..].Trim());
    }
}
