using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Processes;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Bench.Matching;

/// <summary>NumPy over OpenBLAS; see <c>bench/numpy/stage_one.py</c>.</summary>
internal sealed class NumpyPeer : IAsyncDisposable
{
    private readonly PythonPeer _peer;

    private NumpyPeer(PythonPeer peer) => _peer = peer;

    /// <summary>Its version and the BLAS that it has loaded.</summary>
    public string Description => _peer.Description;

    public static async Task<NumpyPeer> StartAsync(StageOneData data, int threads, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("attune-bench-");
        try
        {
            string tracks = Path.Combine(folder.FullName, "tracks"), playlists = Path.Combine(folder.FullName, "playlists");
            Write(tracks, data.Tracks);
            Write(playlists, data.Playlists);
            string[] arguments = [Path.Combine(Checkout.Root, "bench", "numpy", "stage_one.py"), tracks, playlists, $"{data.Tracks.Dims}", $"{data.Best}", $"{threads}"];
            return new NumpyPeer(await PythonPeer.StartAsync(arguments, [("OPENBLAS_NUM_THREADS", $"{threads}")], cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One pass, in seconds.</summary>
    public async Task<double> RunAsync(CancellationToken cancellationToken) => double.Parse(await _peer.AskAsync("run", cancellationToken), CultureInfo.InvariantCulture);

    /// <summary>What the last pass found: index and inner product, best first, a list a playlist.</summary>
    public async Task<double[][][]> BestAsync(CancellationToken cancellationToken) => JsonSerializer.Deserialize<double[][][]>(await _peer.AskAsync("best", cancellationToken))!;

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private static void Write(string file, VectorTable table)
    {
        using var stream = File.Create(file);
        for (var row = 0; row < table.Count; row++)
            stream.Write(MemoryMarshal.AsBytes(table.Rows(row, 1)));
    }
}
