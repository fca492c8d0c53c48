using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attune.Hosting.TestHost;

/// <summary>A program started as its users start it, with its output kept.</summary>
public sealed class ProcessUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProcessUnderTest(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null) _errors.Enqueue(line.Data);
        };
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Lines on standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Lines on standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Starts an apphost that lies beside the tests.</summary>
    /// <param name="name">File name without folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Environment variables as (name, value).</param>
    public static ProcessUnderTest Start(string name, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var process = new ProcessUnderTest(new Process { StartInfo = start });
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until it says where it listens.</summary>
    public async Task<string> WaitForAddressAsync()
    {
        var first = await Task.WhenAny(_address.Task, _process.WaitForExitAsync()).WaitAsync(Limit);
        return first == _address.Task ? await _address.Task : throw new InvalidOperationException($"It ended instead of listening: {string.Join('\n', Errors)}");
    }

    /// <summary>Waits for the end and all output.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop.</summary>
    public void Terminate() => _ = Signal(_process.Id, 15);

    /// <summary>Kills it at once.</summary>
    public void Kill() => _process.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        const string Marker = " listens on ";
        var at = line.IndexOf(Marker, StringComparison.Ordinal);
        if (at >= 0) _address.TrySetResult(line[(at + Marker.Length)..].Trim());
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
