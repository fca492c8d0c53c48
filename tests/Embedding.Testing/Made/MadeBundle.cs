using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attune.Bench.Models.Causal;
using Attune.Bench.Models.Encoders;

namespace Attune.Embedding.Testing;

/// <summary>A bundle of small transformers with random weights, whose golden outputs are computed by the <see cref="Oracle"/>.</summary>
internal sealed class MadeBundle : IDisposable
{
    private static readonly string[] Labels = ["joy", "rage", "calm", "fear", "awe"];

    public MadeBundle(MadeShape shape)
    {
        var encoder = (shape.Family == EncoderFamily.Bert ? EncoderShape.MiniLm : EncoderShape.E5Large).Tiny() with { Fused = shape.Fused };
        // Beside the model, as large ones are.
        EncoderGraph.Write(PathOf("embed.onnx"), encoder with { Vocabulary = shape.Vocabulary }, externalFrom: 1024);
        EncoderGraph.Write(PathOf("labels.onnx"), encoder with { Labels = Labels.Length });
        if (shape.Causal)
            QwenGraph.Write(PathOf("rerank.onnx"), QwenShape.Tiny with { Vocabulary = 100, Fused = shape.Fused, Head = shape.Head }, externalFrom: 1024);
        else
            EncoderGraph.Write(PathOf("rerank.onnx"), EncoderShape.CrossEncoder.Tiny() with { Fused = shape.Fused });
        File.WriteAllText(PathOf("tokenizer.json"), MadeTokenizer.Json());

        JsonObject[] models = [Embedder(encoder, shape), shape.Causal ? CausalReranker() : CrossEncoder(), LabelModel()];
        // Golden outputs come from a bundle, so that is described twice: first with whatever numbers its form allows.
        Describe(models);
        var oracle = new Oracle(Read());
        if (shape.Causal)
            (models[1]["yes"], models[1]["no"]) = OpposedWords(oracle, Read());
        Describe(models);
        oracle = new Oracle(Read());
        models[0]["golden"] = new JsonArray([.. Golden.Select((x, i) => Text(x, i % 2 == 0 ? "query" : "document", oracle.Embed(x, i % 2 == 0 ? TextRole.Query : TextRole.Document)))]);
        models[1]["golden"] = new JsonArray([.. Golden.Select(x => Pair(x, oracle.Score("slow jazz", x)))]);
        models[2]["golden"] = new JsonArray([.. Golden.Select(x => Text(x, null, oracle.Labels(x)))]);
        Describe(models);
    }

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    private static string[] Golden { get; } = ["rain", "happy song , loud drums and a fire on the road", "ocean night ! winter dream ? 7"];

    public string PathOf(string file) => Path.Combine(Folder, file);

    public Bundle Read() => BundleReader.Parse(Folder, File.ReadAllBytes(PathOf(BundleReader.ManifestName)), "the made bundle");

    /// <summary>Changes the manifest; hashes follow the files.</summary>
    public void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf(BundleReader.ManifestName)))!;
        change(manifest);
        Describe([.. manifest["models"]!.AsArray().Select(x => x!.DeepClone().AsObject())]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Describe(JsonObject[] models)
    {
        var files = Directory.EnumerateFiles(Folder).Select(x => Path.GetFileName(x)!).Where(x => x != BundleReader.ManifestName).Order(StringComparer.Ordinal);
        var manifest = new JsonObject
        {
            ["manifest"] = 1,
            ["name"] = "made",
            ["files"] = new JsonObject(files.Select(x => KeyValuePair.Create<string, JsonNode?>(x, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(x))))))),
            ["models"] = new JsonArray([.. models.Select(x => x.DeepClone())]),
        };
        File.WriteAllText(PathOf(BundleReader.ManifestName), manifest.ToJsonString());
    }

    /// <summary>Two words between which different documents decide differently: the logits of random weights lie far apart, and most scores would be 0 or 1.</summary>
    private static (string Yes, string No) OpposedWords(Oracle oracle, Bundle bundle)
    {
        var manifest = bundle.Manifest.Models.OfType<CausalYesNoManifest>().Single();
        double[][] logits = [.. Golden.Select(x => oracle.LastLogits(manifest, "slow jazz", x))];
        double Spread(int yes, int no)
        {
            double[] scores = [.. logits.Select(x => 1 / (1 + Math.Exp(x[no] - x[yes])))];
            return scores.Max() - scores.Min();
        }

        var tokenizer = Tokenizers.TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer));
        return Samples.Words.SelectMany(_ => Samples.Words, (yes, no) => (yes, no)).MaxBy(x => Spread(tokenizer.IdOf(x.yes)!.Value, tokenizer.IdOf(x.no)!.Value));
    }

    private static JsonObject Embedder(EncoderShape encoder, MadeShape shape)
    {
        var model = Model("embedder", "encoder", "embed.onnx", "last_hidden_state", 64);
        model["dimensions"] = encoder.Hidden;
        model["pooling"] = JsonSerializer.SerializeToNode(shape.Pooling.ToString().ToLowerInvariant());
        model["normalize"] = true;
        model["templates"] = new JsonObject { ["query"] = shape.Instructs ? "instruct : {task} query : {text}" : "{text}", ["document"] = "{text}" };
        if (shape.Instructs)
            model["task"] = "find";
        model["golden"] = new JsonArray(Text("rain", "query", new float[encoder.Hidden]));
        return model;
    }

    private static JsonObject CrossEncoder()
    {
        var model = Model("reranker", "cross-encoder", "rerank.onnx", "logits", 64);
        model["golden"] = new JsonArray(Pair("rain", 0));
        return model;
    }

    private static JsonObject CausalReranker()
    {
        var model = Model("reranker", "causal-yes-no", "rerank.onnx", "logits", 96);
        model["prefix"] = "judge < ";
        model["template"] = "instruct : {task} query : {query} document : {document}";
        model["suffix"] = " > yes no ?";
        model["task"] = "find";
        model["yes"] = "yes";
        model["no"] = "no";
        model["golden"] = new JsonArray(Pair("rain", 0));
        return model;
    }

    private static JsonObject LabelModel()
    {
        var model = Model("labels", "multi-label", "labels.onnx", "logits", 64);
        model["labels"] = JsonSerializer.SerializeToNode(Labels);
        model["buckets"] = new JsonArray(Bucket("good", "joy", "calm"), Bucket("bad", "rage", "fear"), Bucket("odd", "awe"));
        model["golden"] = new JsonArray(Text("rain", null, new float[Labels.Length]));
        return model;
    }

    private static JsonObject Model(string name, string kind, string graph, string output, int maxTokens) => new()
    {
        ["name"] = name, ["revision"] = "r1", ["kind"] = kind, ["graphs"] = new JsonObject { ["fp32"] = graph }, ["output"] = output, ["tokenizer"] = "tokenizer.json", ["maxTokens"] = maxTokens,
    };

    private static JsonObject Bucket(string name, params string[] labels) => new() { ["name"] = name, ["labels"] = JsonSerializer.SerializeToNode(labels) };

    private static JsonObject Pair(string document, float score) => new() { ["query"] = "slow jazz", ["document"] = document, ["score"] = score };

    private static JsonObject Text(string text, string? type, float[] values)
    {
        var golden = new JsonObject { ["text"] = text, ["values"] = JsonSerializer.SerializeToNode(values) };
        if (type is not null)
            golden["inputType"] = type;
        return golden;
    }
}
