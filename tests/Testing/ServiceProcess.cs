using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Attune.Testing;

/// <summary>A service as it runs in the field: its executable, as a process of its own that can be stopped and killed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;
    private readonly TextWriter _kept;

    private ServiceProcess(Process process)
    {
        _process = process;
        _kept = TextWriter.Synchronized(Kept(process.StartInfo.FileName));
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Both outputs so far, by line.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it is over.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The executable of a service in this checkout, built in the configuration that the tests were built in.</summary>
    /// <param name="service">Its folder: <c>matching</c>.</param>
    /// <param name="parent">Where that folder is.</param>
    public static string Executable(string service, string parent = "services")
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";
        var name = $"Attune.{char.ToUpperInvariant(service[0])}{service[1..]}";
        var folder = RepositoryRoot.Combine(parent, service);
        // One of several assemblies has its program in Host.
        if (Directory.Exists(Path.Combine(folder, "Host"))) folder = Path.Combine(folder, "Host");
        return Path.Combine(folder, "bin", configuration, "net10.0", name);
    }

    /// <summary>Starts an executable in the root of the checkout.</summary>
    /// <param name="executable">Its path; see <see cref="Executable"/>.</param>
    /// <param name="environment">Added to the test's own variables; <see langword="null"/> removes one.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServiceProcess Start(string executable, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // It lives for seconds: compiling what runs often a second time, and better, costs more than it brings.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "1000";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ServiceProcess(new Process { StartInfo = start });
    }

    /// <summary>Until something listens on the port of 127.0.0.1; fails with the log when the process ends instead.</summary>
    public Task WaitForPortAsync(int port) => Eventually.IsTrueAsync(async () =>
    {
        if (HasExited) throw new InvalidOperationException($"The service ended with exit code {_process.ExitCode} instead of listening on {port}:\n{Log}");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, () => $"a service listens on port {port}. Its log:\n{Log}");

    /// <summary>Waits for the end of the process and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The service still runs after {Eventually.Patience.TotalSeconds:0} s. Its log:\n{Log}", exception);
        }
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no code of the service runs any more.</summary>
    public Task<int> KillAsync()
    {
        _process.Kill();
        return WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator stops it.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync();
        return await WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!HasExited) await KillAsync();
        // Its last lines, too.
        await WaitForExitAsync();
        _process.Dispose();
        await _kept.DisposeAsync();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        _kept.WriteLine(line);
    }

    // An answer names the trace that led to it; where a test that fails shows one, ./attune test looks it up here.
    private static TextWriter Kept(string executable) => Environment.GetEnvironmentVariable("ATTUNE_TEST_LOGS") is { Length: > 0 } folder
        ? new StreamWriter(Path.Combine(folder, $"{Path.GetFileName(executable)}-{Guid.NewGuid():N}.log")) { AutoFlush = true }
        : TextWriter.Null;
}
