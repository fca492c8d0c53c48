using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Attune.Bundles.Testing;

/// <summary>A folder with a small but complete bundle, of all kinds of models, that a test may damage.</summary>
internal sealed class BundleFolder : IDisposable
{
    private readonly string _home = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "made", System.IO.Path.GetRandomFileName())).FullName;

    public BundleFolder()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "encoder"));
        foreach (var (file, size) in new[] { ("encoder/model.onnx", 3_000_000), ("encoder/model.onnx_data", 100), ("rerank.onnx", 0), ("labels.onnx", 5), ("tokenizer.json", 70) })
            File.WriteAllBytes(PathOf(file), Content(file, size));
        File.WriteAllText(PathOf(BundleReader.ManifestName), Manifest().ToJsonString());
    }

    public string Path => System.IO.Path.Combine(_home, "bundle");

    /// <summary>An empty folder for copies.</summary>
    public string Parent => Directory.CreateDirectory(System.IO.Path.Combine(_home, "parent")).FullName;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public Task<Bundle> ReadAsync() => BundleReader.ReadAsync(Path, CancellationToken.None);

    /// <summary>Changes the manifest.</summary>
    public void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf(BundleReader.ManifestName)))!;
        change(manifest);
        File.WriteAllText(PathOf(BundleReader.ManifestName), manifest.ToJsonString());
    }

    /// <summary>Changes one bit of a file in place.</summary>
    public void Corrupt(string file)
    {
        using var stream = new FileStream(PathOf(file), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var first = stream.ReadByte();
        stream.Position = 0;
        stream.WriteByte((byte)(first ^ 1));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static byte[] Content(string file, int size)
    {
        var bytes = new byte[size];
        new Random(file.Length).NextBytes(bytes);
        return bytes;
    }

    private JsonObject Manifest()
    {
        var manifest = JsonNode.Parse("""
            {
              "manifest": 1,
              "name": "small",
              "files": {},
              "models": [
                {
                  "name": "e", "revision": "r1", "kind": "encoder", "graphs": { "fp32": "encoder/model.onnx" }, "output": "out", "tokenizer": "tokenizer.json", "maxTokens": 8,
                  "dimensions": 2, "pooling": "mean", "normalize": true, "templates": { "query": "{task}: {text}", "document": "{text}" }, "task": "find",
                  "golden": [{ "text": "a", "inputType": "query", "values": [0, 1] }],
                  "goldenSimilarities": [{ "query": "a", "document": "b", "cosine": 0.5 }]
                },
                {
                  "name": "r", "revision": "r1", "kind": "causal-yes-no", "graphs": { "fp32": "rerank.onnx" }, "output": "out", "tokenizer": "tokenizer.json", "maxTokens": 8,
                  "prefix": "<", "template": "{task} {query} {document}", "suffix": ">", "task": "judge", "yes": "yes", "no": "no",
                  "golden": [{ "query": "a", "document": "b", "score": 0.5 }]
                },
                {
                  "name": "l", "revision": "r1", "kind": "multi-label", "graphs": { "fp32": "labels.onnx" }, "output": "out", "tokenizer": "tokenizer.json", "maxTokens": 8, "experimental": true,
                  "labels": ["joy", "rage"], "buckets": [{ "name": "good", "labels": ["joy"] }, { "name": "bad", "labels": ["rage"] }],
                  "golden": [{ "text": "a", "values": [0.25, 0.75] }]
                }
              ]
            }
            """)!.AsObject();
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            manifest["files"]![System.IO.Path.GetRelativePath(Path, file)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return manifest;
    }
}
