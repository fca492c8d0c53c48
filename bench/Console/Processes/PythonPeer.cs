using System.Diagnostics;

namespace Attune.Bench.Processes;

/// <summary>A Python process that answers a line with a line, and goes on running between rounds so that starting and reading are not measured.</summary>
internal sealed class PythonPeer : IAsyncDisposable
{
    private const string Python = "ATTUNE_BENCH_PYTHON", Packages = "ATTUNE_BENCH_PYTHON_PATH", Libraries = "ATTUNE_BENCH_LIBRARY_PATH", Missing = "ATTUNE_BENCH_PYTHON_MISSING";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private PythonPeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Why the library that this bench is measured against cannot be used; null when it can.</summary>
    public static string? Unavailable =>
        Environment.GetEnvironmentVariable(Missing) is { Length: > 0 } reason ? reason
        : Environment.GetEnvironmentVariable(Python) is null ? $"{Python} is not set; ./attune bench fetches what is needed and sets it" : null;

    /// <summary>What the peer says of itself: versions and threads.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Returns once the peer has read its files, and says <c>ready …</c>.</summary>
    public static async Task<PythonPeer> StartAsync(IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable(Python)!, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = Environment.GetEnvironmentVariable(Packages);
        start.Environment["LD_LIBRARY_PATH"] = Environment.GetEnvironmentVariable(Libraries);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var peer = new PythonPeer(Process.Start(start)!);
        var ready = await peer.ReadAsync(cancellationToken);
        if (!ready.StartsWith("ready ", StringComparison.Ordinal)) throw new InvalidOperationException($"The peer said '{ready}' instead of getting ready.");
        peer.Description = ready["ready ".Length..];
        return peer;
    }

    public async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"The peer ended: {await _errors}");
}
