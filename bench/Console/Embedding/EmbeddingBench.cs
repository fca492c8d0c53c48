using System.Text.Json;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Processes;

namespace Attune.Bench.Embedding;

/// <summary>Texts to vectors: the service against a plain loop over ONNX Runtime and against transformers.js, on the same model file.</summary>
internal static class EmbeddingBench
{
    private const int InvarianceTexts = 96;

    /// <param name="transformers">Folder as transformers.js wants it; null where it cannot run the model.</param>
    public static async Task<EmbeddingReport> RunAsync(string model, string bundle, string graph, string tokenizer, string? transformers, string[] texts, int rounds, Action<string> progress, CancellationToken cancellationToken)
    {
        progress($"{model}: starting the service");
        await using var service = await ServiceUnderTest.StartAsync(bundle, cancellationToken);
        var invariance = await Invariance.MeasureAsync(service.Client, texts[..Math.Min(InvarianceTexts, texts.Length)], cancellationToken);

        using var loop = new RuntimeLoop(graph, tokenizer, texts);
        var ceiling = new Contender("plain loop over ONNX Runtime", _ => Task.FromResult(loop.Run()));
        List<Contender> contenders =
        [
            ceiling,
            new("service, unary calls", cancel => ServiceRun.CallsAsync(service.Client, texts, cancel)),
            new("service, stream", cancel => ServiceRun.StreamAsync(service.Client, texts, cancel)),
        ];

        var textFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(textFile, JsonSerializer.Serialize(texts), cancellationToken);
        List<NodePeer> peers = [];
        try
        {
            foreach (var batch in transformers is null ? [] : new[] { 1, 32 })
            {
                var peer = await NodePeer.StartAsync("bench/node/transformers.mjs", [transformers!, textFile, $"{batch}"], cancellationToken);
                peers.Add(peer);
                contenders.Add(new($"transformers.js, batches of {batch}", peer.RunAsync));
            }

            await Contender.MeasureAsync(contenders, rounds, text => progress($"{model}: {text}"), cancellationToken);
        }
        finally
        {
            foreach (var peer in peers)
                await peer.DisposeAsync();
            File.Delete(textFile);
        }

        return new(model, texts.Length, loop.Tokens, [.. contenders.Select(x => ContenderReport.Of(x, ceiling, texts.Length, loop.Tokens))], invariance);
    }
}
