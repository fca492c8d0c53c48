using System.Text.Json.Nodes;
using Attune.Bundles.Sources;
using Attune.Testing;

namespace Attune.Bundles.Unit;

public sealed class SourceTests : IDisposable
{
    private static readonly string Commit = new('a', 40), Hash = new('1', 64);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    public static TheoryData<string, string, string> Refused => new()
    {
        { "source", "2", "format 2; format 1 is supported." },
        { "surprise", "1", "surprise" },
        { "repositories.r.id", "\"acme\"", "'r' needs an id, as in owner/name" },
        { "repositories.r.id", "\"acme/../x\"", "'r' needs an id, as in owner/name" },
        { "repositories.r.revision", "\"../main\"", "and a revision" },
        { "files.e/model.onnx.repository", "\"other\"", "'e/model.onnx' needs one of the repositories" },
        { "files.e/model.onnx.path", "\"../../secret\"", "'e/model.onnx' needs one of the repositories and its path" },
        { "files.e/model.onnx.sha256", "\"abc\"", "has a length or a hash that cannot be." },
        { "files.e/model.onnx.bytes", "-1", "has a length or a hash that cannot be." },
        { "models.0.repository", "\"other\"", "'acme/encoder' needs one of the repositories" },
        { "models.0.revision", "\"r1\"", "must not give a revision" },
        { "models.0.tokenizer", "\"e/none.json\"", "'e/none.json' is not among the files of the bundle." },
        { "models.0.surprise", "1", "surprise" },
        { "models", "[]", "exactly one encoder is needed." },
        { "models", "[null]", "needs one of the repositories" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_source_that_does_not_hold_together_is_refused_with_the_reason(string path, string value, string reason)
    {
        var source = Source();
        var names = path.Split('.');
        // The name of a file has a dot, too.
        if (names.Length == 4 && names[0] == "files") names = ["files", $"{names[1]}.{names[2]}", names[3]];
        JsonNode node = source;
        foreach (var name in names[..^1]) node = int.TryParse(name, out var index) ? node[index]! : node[name]!;
        node[names[^1]] = JsonNode.Parse(value);
        await File.WriteAllTextAsync(Path.Combine(_folder, BundleSource.FileName), source.ToJsonString());
        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => SourceReader.ReadSourceAsync(_folder, CancellationToken.None));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("bundle.source.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_and_lock_make_one_manifest_and_nothing_else()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, BundleSource.FileName), Source().ToJsonString());
        var source = (await SourceReader.ReadSourceAsync(_folder, CancellationToken.None))!;
        Assert.Null(await SourceReader.ReadLockAsync(_folder, CancellationToken.None));

        await File.WriteAllBytesAsync(Path.Combine(_folder, BundleLock.FileName), SourceReader.Serialize(Lock(source)));
        var locked = (await SourceReader.ReadLockAsync(_folder, CancellationToken.None))!;
        Assert.Empty(LockComparison.Differences(source, locked));
        Assert.Empty(LockComparison.Changes(locked, Lock(source)));
        var manifest = BundleComposer.Compose(source, locked);
        Assert.Equal(manifest, BundleComposer.Compose(source, locked));
        var bundle = BundleReader.Parse(_folder, manifest, "composed");
        Assert.Equal((Commit, Hash), (bundle.Manifest.Models[0].Revision, bundle.Manifest.Files["e/model.onnx"]));
    }

    [Fact]
    public async Task A_lock_without_commits_lengths_or_hashes_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, BundleLock.FileName), """{ "lock": 1, "name": "test", "repositories": { "r": { "id": "acme/models", "revision": "main" } }, "files": { "e/model.onnx": { "repository": "r", "path": "model.onnx" } } }""");
        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => SourceReader.ReadLockAsync(_folder, CancellationToken.None));
        Assert.Contains("'r' is locked to 'main', which is no commit.", error.Message, StringComparison.Ordinal);
        Assert.Contains("'e/model.onnx' lacks its length or its hash.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_changes_is_said_for_a_person()
    {
        var source = new BundleSource { SourceFormat = 1, Name = "test", Repositories = Repositories("main"), Files = Files(null, null), Models = [] };
        var before = Lock(source);
        var after = before with { Repositories = Repositories(new string('b', 40)), Files = Files(8, new string('2', 64)) };
        Assert.Equal([$"acme/models: {Commit} → {new string('b', 40)}", $"e/model.onnx: 7 bytes, {Hash} → 8 bytes, {new string('2', 64)}", "e/tokenizer.json: removed"], LockComparison.Changes(before, after));
        Assert.Equal(["acme/models is wanted at " + new string('b', 40) + $"; the lock has {Commit}."], LockComparison.Differences(source with { Repositories = Repositories(new string('b', 40)) }, before with { Files = Files(7, Hash) }));
    }

    [Fact]
    public async Task The_production_bundle_is_described_completely()
    {
        var source = (await SourceReader.ReadSourceAsync(RepositoryRoot.Combine("models", "production"), CancellationToken.None))!;
        Assert.All(source.Repositories.Values, x => Assert.True(SourceReader.IsCommit(x.Revision), x.Id));
        Assert.Equal(["encoder", "causal-yes-no", "multi-label"], source.Models.Select(x => x["kind"]!.ToString()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, SourceRepository> Repositories(string revision) => new(StringComparer.Ordinal) { ["r"] = new() { Id = "acme/models", Revision = revision } };

    private static Dictionary<string, SourceFile> Files(long? bytes, string? hash) => new(StringComparer.Ordinal) { ["e/model.onnx"] = new() { Repository = "r", Path = "model.onnx", Bytes = bytes, Sha256 = hash } };

    private static BundleLock Lock(BundleSource source) => new()
    {
        LockFormat = BundleLock.Format,
        Name = source.Name,
        Repositories = Repositories(Commit),
        Files = new Dictionary<string, SourceFile>(StringComparer.Ordinal) { ["e/model.onnx"] = new() { Repository = "r", Path = "model.onnx", Bytes = 7, Sha256 = Hash }, ["e/tokenizer.json"] = new() { Repository = "r", Path = "tokenizer.json", Bytes = 7, Sha256 = Hash } },
    };

    private static JsonObject Source() => JsonNode.Parse("""
        {
          "source": 1,
          "name": "test",
          "repositories": { "r": { "id": "acme/models", "revision": "main" } },
          "files": { "e/model.onnx": { "repository": "r", "path": "model.onnx" }, "e/tokenizer.json": { "repository": "r", "path": "tokenizer.json" } },
          "models": [
            {
              "name": "acme/encoder", "repository": "r", "kind": "encoder", "graphs": { "fp32": "e/model.onnx" }, "output": "out", "tokenizer": "e/tokenizer.json", "maxTokens": 8,
              "dimensions": 2, "pooling": "mean", "normalize": true, "templates": { "query": "{text}", "document": "{text}" },
              "goldenSimilarities": [{ "query": "a", "document": "b", "cosine": 0.5 }]
            }
          ]
        }
        """)!.AsObject();
}
