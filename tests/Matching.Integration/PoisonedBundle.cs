using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attune.Graphs.Editing;
using Attune.Testing;

namespace Attune.Matching.Integration;

/// <summary>The built-in bundle with graphs that give NaN for every text with the word <c>poison</c>; its embedder gives infinities for <c>infinity</c>, too.</summary>
internal sealed class PoisonedBundle : IDisposable
{
    public const string Poison = "poison", Infinity = "infinity";

    private static readonly string Original = Path.Combine(RepositoryRoot.Path, "models", "builtin");

    public PoisonedBundle()
    {
        foreach (var file in Directory.EnumerateFiles(Original)) File.Copy(file, PathOf(Path.GetFileName(file)));
        var vocabulary = JsonNode.Parse(File.ReadAllText(PathOf("tokenizer.json")))!["model"]!["vocab"]!;
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf("bundle.json")))!;
        foreach (var model in manifest["models"]!.AsArray())
        {
            var file = (string)model!["graphs"]!["fp32"]!;
            Rewrite(PathOf(file), (string)model["output"]!, (long)vocabulary[Poison]!, (string)model["kind"]! == "encoder" ? (long)vocabulary[Infinity]! : null);
            model["output"] = "poisoned";
            manifest["files"]![file] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(file))));
        }
        File.WriteAllText(PathOf("bundle.json"), manifest.ToJsonString());
    }

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string PathOf(string file) => Path.Combine(Folder, file);

    private static void Rewrite(string path, string output, long poison, long? infinity)
    {
        var graph = GraphEditor.Open(path, "poison", minimumOpset: 13);
        var shape = graph.Output(output)!.Shape!;
        var value = Spoil(graph, output, poison, float.NaN);
        if (infinity is { } token) value = Spoil(graph, value, token, float.PositiveInfinity);
        graph.Save(path, value, "poisoned", [.. shape]);
    }

    /// <summary>The value, but other numbers in the rows whose ids hold the token.</summary>
    private static string Spoil(GraphEditor graph, string value, long token, float spoilt)
    {
        var hits = graph.Add("Cast", [graph.Add("Equal", ["input_ids", graph.Scalar(token)])], Attributes.Of("to", 1L));
        var count = graph.Add("ReduceSum", [hits, graph.Constant(1L)], Attributes.Of("keepdims", 1L));
        return graph.Add("Where", [graph.Add("Greater", [count, graph.Constant([0f], 1)]), graph.Constant([spoilt], 1), value]);
    }
}
