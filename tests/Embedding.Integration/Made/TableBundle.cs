using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Embedding.Integration.Made;

/// <summary>A bundle of <see cref="TableGraph"/>s, with golden values of the word "yes", which none of them may name otherwise than here.</summary>
internal sealed class TableBundle : IDisposable
{
    private static readonly string[] Labels = ["joy", "rage", "calm"];

    private readonly JsonObject[] _models = [Encoder(), Reranker(), LabelModel()];

    /// <param name="encoder">Of width 4; "yes" is 3, 4, 0, 0.</param>
    /// <param name="reranker">Of width 1, unless the manifest is edited.</param>
    /// <param name="labels">Of width 3.</param>
    /// <param name="edit">Changes the models of the manifest.</param>
    public TableBundle(TableGraph? encoder = null, TableGraph? reranker = null, TableGraph? labels = null, Action<JsonObject[]>? edit = null)
    {
        File.WriteAllText(PathOf("tokenizer.json"), MadeTokenizer.Json());
        var tokenizer = Tokenizers.TokenizerFile.Load(PathOf("tokenizer.json"));
        encoder ??= new TableGraph(4);
        (encoder with { Words = [.. encoder.Words, ("yes", [3, 4, 0, 0])] }).Write(PathOf("encoder.onnx"), tokenizer);
        (reranker ?? new TableGraph(1)).Write(PathOf("reranker.onnx"), tokenizer);
        (labels ?? new TableGraph(3)).Write(PathOf("labels.onnx"), tokenizer);
        edit?.Invoke(_models);
        var manifest = new JsonObject
        {
            ["manifest"] = 1,
            ["name"] = "tables",
            ["files"] = new JsonObject(Directory.EnumerateFiles(Folder).Select(x => KeyValuePair.Create<string, JsonNode?>(Path.GetFileName(x), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(x)))))),
            ["models"] = new JsonArray([.. _models]),
        };
        File.WriteAllText(PathOf(BundleReader.ManifestName), manifest.ToJsonString());
    }

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    public Task<EmbeddingProcess> ServeAsync(params (string Name, string Value)[] settings) => EmbeddingProcess.Start(Folder, settings).ServeAsync();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string PathOf(string file) => Path.Combine(Folder, file);

    private static JsonObject Encoder()
    {
        var model = Model("encoder", "encoder");
        model["dimensions"] = 4;
        model["pooling"] = "mean";
        model["normalize"] = true;
        model["templates"] = new JsonObject { ["query"] = "{text}", ["document"] = "{text}" };
        model["golden"] = new JsonArray(new JsonObject { ["text"] = "yes", ["inputType"] = "document", ["values"] = JsonSerializer.SerializeToNode(new[] { 0.6f, 0.8f, 0, 0 }) });
        return model;
    }

    private static JsonObject Reranker()
    {
        var model = Model("reranker", "cross-encoder");
        model["golden"] = new JsonArray(new JsonObject { ["query"] = "yes", ["document"] = "yes", ["score"] = 0.5 });
        return model;
    }

    private static JsonObject LabelModel()
    {
        var model = Model("labels", "multi-label");
        model["labels"] = JsonSerializer.SerializeToNode(Labels);
        model["buckets"] = new JsonArray(Bucket("good", "joy", "calm"), Bucket("bad", "rage"));
        model["golden"] = new JsonArray(new JsonObject { ["text"] = "yes", ["values"] = JsonSerializer.SerializeToNode(new[] { 0.5f, 0.5f, 0.5f }) });
        return model;
    }

    private static JsonObject Bucket(string name, params string[] labels) => new() { ["name"] = name, ["labels"] = JsonSerializer.SerializeToNode(labels) };

    private static JsonObject Model(string name, string kind) => new()
    {
        ["name"] = name, ["revision"] = "r1", ["kind"] = kind, ["graphs"] = new JsonObject { ["fp32"] = $"{name}.onnx" }, ["output"] = "out", ["tokenizer"] = "tokenizer.json", ["maxTokens"] = 16,
    };
}
