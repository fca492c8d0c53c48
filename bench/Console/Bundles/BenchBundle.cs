using System.Security.Cryptography;
using System.Text.Json;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Models.Encoders;
using Attune.Tokenizers;

namespace Attune.Bench.Bundles;

/// <summary>
/// A bundle of one encoder of all-MiniLM-L6-v2's shape with random weights (speed does not depend on them) and the built-in
/// bundle's tokenizer, laid out so that the service, the ceiling and transformers.js read the same model file.
/// </summary>
internal sealed class BenchBundle : IDisposable
{
    private const string Golden = "quiet piano for a rainy evening";
    private static readonly EncoderShape Shape = EncoderShape.MiniLm with { Vocabulary = 32_000 };

    private BenchBundle(string folder) => Folder = folder;

    public string Folder { get; }

    public string Graph => Path.Combine(Folder, "model.onnx");

    public string Tokenizer => Path.Combine(Folder, "tokenizer.json");

    public static async Task<BenchBundle> CreateAsync(CancellationToken cancellationToken)
    {
        var bundle = new BenchBundle(Directory.CreateTempSubdirectory("attune-bench-").FullName);
        try
        {
            EncoderGraph.Write(bundle.Graph, Shape);
            File.Copy(Path.Combine(Checkout.Root, "models", "builtin", "tokenizer.json"), bundle.Tokenizer);
            await bundle.DescribeForServiceAsync(cancellationToken);
            await bundle.DescribeForTransformersAsync(cancellationToken);
            return bundle;
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task DescribeForServiceAsync(CancellationToken cancellationToken) => await WriteAsync("bundle.json", new
    {
        manifest = 1,
        name = "bench-minilm",
        files = new Dictionary<string, string> { ["model.onnx"] = Hash(Graph), ["tokenizer.json"] = Hash(Tokenizer) },
        models = new[]
        {
            new
            {
                kind = "encoder",
                name = "bench-minilm",
                revision = "random",
                graphs = new { fp32 = "model.onnx" },
                output = "last_hidden_state",
                tokenizer = "tokenizer.json",
                maxTokens = Shape.Positions,
                dimensions = Shape.Hidden,
                pooling = "mean",
                normalize = true,
                templates = new { query = "{text}", document = "{text}" },
                golden = new[] { new { text = Golden, inputType = "document", values = MeanVector.Of(Graph, TokenizerFile.Load(Tokenizer), Golden) } },
            },
        },
    }, cancellationToken);

    private async Task DescribeForTransformersAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "onnx"));
        File.CreateSymbolicLink(Path.Combine(Folder, "onnx", "model.onnx"), Graph);
        await WriteAsync("config.json", new { model_type = "bert", hidden_size = Shape.Hidden }, cancellationToken);
        await WriteAsync("tokenizer_config.json", new { tokenizer_class = "BertTokenizer", pad_token = "[PAD]", unk_token = "[UNK]", model_max_length = Shape.Positions }, cancellationToken);
    }

    private async Task WriteAsync(string name, object content, CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(Path.Combine(Folder, name), JsonSerializer.Serialize(content), cancellationToken);

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
