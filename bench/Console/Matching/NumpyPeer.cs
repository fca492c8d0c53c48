using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Attune.Bench.Processes;
using Attune.Matching.Scoring;

namespace Attune.Bench.Matching;

/// <summary>NumPy over OpenBLAS as a process that goes on running between rounds; see <c>bench/numpy/stage_one.py</c>.</summary>
internal sealed class NumpyPeer : IAsyncDisposable
{
    private const string Python = "ATTUNE_BENCH_PYTHON", Packages = "ATTUNE_BENCH_PYTHON_PATH", Libraries = "ATTUNE_BENCH_LIBRARY_PATH", Missing = "ATTUNE_BENCH_NUMPY_MISSING";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NumpyPeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Unavailable =>
        Environment.GetEnvironmentVariable(Missing) is { Length: > 0 } reason ? reason
        : Environment.GetEnvironmentVariable(Python) is null ? $"{Python} is not set; ./attune bench fetches NumPy and sets it" : null;

    /// <summary>Its version and the BLAS that it has loaded.</summary>
    public string Description { get; private set; } = "";

    public static async Task<NumpyPeer> StartAsync(StageOneData data, int threads, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("attune-bench-");
        try
        {
            string tracks = Path.Combine(folder.FullName, "tracks"), playlists = Path.Combine(folder.FullName, "playlists");
            Write(tracks, data.Tracks);
            Write(playlists, data.Playlists);
            var peer = new NumpyPeer(Start([Path.Combine(Checkout.Root, "bench", "numpy", "stage_one.py"), tracks, playlists, $"{data.Tracks.Dims}", $"{data.Best}", $"{threads}"], threads));
            // It has read the files when it says so.
            string ready = await peer.ReadAsync(cancellationToken);
            if (!ready.StartsWith("ready ", StringComparison.Ordinal))
                throw new InvalidOperationException($"NumPy said '{ready}' instead of getting ready.");
            peer.Description = ready["ready ".Length..];
            return peer;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One pass, in seconds.</summary>
    public async Task<double> RunAsync(CancellationToken cancellationToken) => double.Parse(await AskAsync("run", cancellationToken), CultureInfo.InvariantCulture);

    /// <summary>What the last pass found: index and inner product, best first, a list a playlist.</summary>
    public async Task<double[][][]> BestAsync(CancellationToken cancellationToken) => JsonSerializer.Deserialize<double[][][]>(await AskAsync("best", cancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"NumPy ended: {await _errors}");

    private static void Write(string file, VectorTable table)
    {
        using var stream = File.Create(file);
        for (int row = 0; row < table.Count; row++)
            stream.Write(MemoryMarshal.AsBytes(table.Rows(row, 1)));
    }

    private static Process Start(IEnumerable<string> arguments, int threads)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable(Python)!, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = Environment.GetEnvironmentVariable(Packages);
        start.Environment["LD_LIBRARY_PATH"] = Environment.GetEnvironmentVariable(Libraries);
        start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        return Process.Start(start)!;
    }
}
