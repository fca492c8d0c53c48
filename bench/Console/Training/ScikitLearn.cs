using System.Runtime.InteropServices;
using System.Text.Json;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Processes;

namespace Attune.Bench.Training;

/// <summary>scikit-learn's logistic regression; see <c>logistic_peer.py</c>.</summary>
internal sealed class ScikitLearn : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly string Script = Path.Combine(Checkout.Root, "bench", "Console", "Training", "logistic_peer.py");

    private readonly PythonPeer _peer;

    private ScikitLearn(PythonPeer peer) => _peer = peer;

    /// <summary>Which versions, on how many threads.</summary>
    public string Description => _peer.Description;

    public static async Task<ScikitLearn> StartAsync(double[] values, int[] tiers, int features, double lambda, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("attune-bench-");
        try
        {
            string matrix = Path.Combine(folder.FullName, "matrix"), labels = Path.Combine(folder.FullName, "labels");
            await WriteAsync(matrix, values, cancellationToken);
            await WriteAsync(labels, tiers, cancellationToken);
            return new ScikitLearn(await PythonPeer.StartAsync([Script, matrix, labels, $"{features}", $"{lambda:R}"], [], cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async Task<ScikitLearnFit> RunAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<ScikitLearnFit>(await _peer.AskAsync("run", cancellationToken), Options)!;

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private static async Task WriteAsync<T>(string path, T[] numbers, CancellationToken cancellationToken)
        where T : unmanaged
    {
        await using var stream = File.Create(path);
        const int piece = 1 << 20;
        for (var at = 0; at < numbers.Length; at += piece)
            await stream.WriteAsync(MemoryMarshal.AsBytes(numbers.AsSpan(at, Math.Min(piece, numbers.Length - at))).ToArray(), cancellationToken);
    }
}
