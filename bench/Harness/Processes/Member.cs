using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Bench.Harness.Processes;

/// <summary>One process of a system that is disturbed: killed or stopped, it comes back with the same settings on the same port.</summary>
/// <param name="name">Among the members, such as <c>worker-2</c>.</param>
/// <param name="executable">Such as <c>Attune.Matching</c>.</param>
internal sealed class Member(string name, string executable, int port, string[] arguments, params (string Name, string Value)[] settings) : IAsyncDisposable
{
    private ServiceUnderTest? _process;

    public string Name => name;

    public string Address { get; } = $"http://127.0.0.1:{port}";

    /// <summary>It has said that it serves since it was last started.</summary>
    public bool Serves { get; private set; }

    public GrpcChannel Channel => _process!.Channel;

    /// <summary>What it printed since it was last started.</summary>
    public string Log => _process?.Log ?? "";

    public bool HasExited => _process is null or { HasExited: true };

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var process = ServiceUnderTest.Launch(executable, arguments, [.. settings, ("Server__Port", $"{port}")]);
        _process = process;
        while (true)
        {
            try
            {
                await process.ServeAsync(cancellationToken);
                Serves = true;
                return;
            }
            catch (RpcException) when (!process.HasExited && !cancellationToken.IsCancellationRequested)
            {
                // Its server is not up yet.
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        Serves = false;
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>SIGTERM; returns when it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Serves = false;
        await _process!.TerminateAsync(cancellationToken);
        await KillAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
