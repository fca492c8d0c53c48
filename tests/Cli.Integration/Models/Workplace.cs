using System.Text;
using System.Text.Json.Nodes;
using Attune.Bundles.Sources;
using Attune.Cli.Models;
using Attune.Cli.Models.Pulling;

namespace Attune.Cli.Integration.Models;

/// <summary>A models folder with the description of one bundle, a cache folder, and a hub that has its files.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    public const string Graph = "model.onnx", Data = "model.onnx_data", Tokenizer = "tokenizer.json";

    private readonly string _home = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    private Workplace(TestHub hub)
    {
        Hub = hub;
        hub.Files[Graph] = Onnx(400_000);
        hub.Files[Data] = Random(Data, 1_000_000);
        hub.Files[Tokenizer] = Json(3_000);
        Directory.CreateDirectory(Described);
        File.WriteAllText(SourcePath, """
            {
              "source": 1,
              "name": "test",
              "repositories": { "r": { "id": "acme/models", "revision": "main" } },
              "files": {
                "e/model.onnx": { "repository": "r", "path": "model.onnx" },
                "e/model.onnx_data": { "repository": "r", "path": "model.onnx_data" },
                "e/tokenizer.json": { "repository": "r", "path": "tokenizer.json" }
              },
              "models": [
                {
                  "name": "acme/encoder", "repository": "r", "kind": "encoder", "graphs": { "fp32": "e/model.onnx" }, "output": "out", "tokenizer": "e/tokenizer.json", "maxTokens": 8,
                  "dimensions": 2, "pooling": "mean", "normalize": true, "templates": { "query": "{text}", "document": "{text}" },
                  "goldenSimilarities": [{ "query": "a", "document": "b", "cosine": 0.5 }]
                }
              ]
            }
            """);
        Settings = new PullSettings { Address = hub.Address, FirstDelay = TimeSpan.FromMilliseconds(20), StallTimeout = TimeSpan.FromSeconds(20) };
    }

    public TestHub Hub { get; }

    public PullSettings Settings { get; set; }

    public Notes Notes { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Models => Path.Combine(_home, "models");

    public string Cache => Path.Combine(_home, "cache");

    public string Described => Path.Combine(Models, "test");

    public string Target => Path.Combine(Cache, "test");

    public string SourcePath => Path.Combine(Described, BundleSource.FileName);

    public string LockPath => Path.Combine(Described, BundleLock.FileName);

    public ModelFolders Folders => new(Models, Cache);

    public static async Task<Workplace> StartAsync() => new(await TestHub.StartAsync());

    /// <summary>What every ONNX file begins with, an ir_version, and a graph of bytes that nobody reads. More than 20,000 and less than 2,000,000 bytes.</summary>
    public static byte[] Onnx(int size)
    {
        var graph = size - 6;
        return [0x08, 0x08, 0x3A, (byte)(graph | 0x80), (byte)((graph >> 7) | 0x80), (byte)(graph >> 14), .. Random(Graph, graph)];
    }

    public static byte[] Json(int size)
    {
        const string Before = "{\"version\":\"1.0\",\"padding\":\"", After = "\"}";
        return Encoding.UTF8.GetBytes(Before + new string('x', size - Before.Length - After.Length) + After);
    }

    public static byte[] Random(string seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed.Sum(x => x) + size).NextBytes(bytes);
        return bytes;
    }

    public Task<PullResult> PullAsync(bool update = false, CancellationToken cancellationToken = default) =>
        new BundlePull(Described, Target, Settings, Notes, Time).RunAsync(update, cancellationToken);

    public string Pulled(string path) => Path.Combine(Target, "e", path);

    public string Part(string path) => Path.Combine(Target, ".parts", "e", path + ".part");

    public long PartLength(string path) => new FileInfo(Part(path)) is { Exists: true } part ? part.Length : 0;

    public void EditSource(Action<JsonNode> change)
    {
        var source = JsonNode.Parse(File.ReadAllText(SourcePath))!;
        change(source);
        File.WriteAllText(SourcePath, source.ToJsonString());
    }

    /// <summary>As another machine with the same checkout.</summary>
    public void EmptyCache() => Directory.Delete(Cache, recursive: true);

    public void AssertPulled()
    {
        foreach (var (path, content) in Hub.Files) Assert.True(content.AsSpan().SequenceEqual(File.ReadAllBytes(Pulled(path))), path);
        Assert.False(Directory.Exists(Path.Combine(Target, ".parts")));
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }
}
