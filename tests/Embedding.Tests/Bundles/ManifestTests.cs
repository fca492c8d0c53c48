using System.Text.Json.Nodes;
using Attune.Embedding.Bundles;

namespace Attune.Embedding.Tests.Bundles;

public sealed class ManifestTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "manifest", "2", "The manifest has format 2; this service reads format 1." },
        { "models", "[]", "exactly one encoder is needed" },
        { "files", """{ "../escape": "00" }""", "'../escape' is not a plain file name." },
        { "files", """{ "table.bin": "xyz" }""", "the hash of 'table.bin' is not 64 lower-case hex digits." },
        { "surprise", "1", "surprise" },
        { "models.0.surprise", "1", "surprise" },
        { "models.0.kind", "\"oracle\"", "kind 'oracle' is not supported" },
        { "models.0.pooling", "\"cls\"", "pooling 'cls' is not supported" },
        { "models.0.graph", "\"other.onnx\"", "'other.onnx' is not among the files of the bundle." },
        { "models.0.dimensions", "128", "has 256 values, not 128." },
        { "models.0.maxTokens", "0", "a limit of 0 tokens is too low." },
        { "models.0.templates.query", "\"{text} {text}\"", "the template '{text} {text}' must hold {text} once." },
        { "models.0.golden", "[]", "it needs golden texts." },
        { "models.0.golden.0.inputType", "\"neither\"", "inputType" },
        { "models.0.name", "null", "name" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_manifest_that_does_not_hold_together_is_refused_with_the_reason(string path, string value, string reason)
    {
        using var bundle = new BundleCopy();
        bundle.Edit(root => Set(root, path, JsonNode.Parse(value)));
        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => BundleReader.ReadAsync(bundle.Folder, CancellationToken.None));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("bundle.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hash_does_not_depend_on_layout_and_order_but_on_every_value()
    {
        using var bundle = new BundleCopy();
        string original = (await BundleReader.ReadAsync(bundle.Folder, CancellationToken.None)).Hash;
        bundle.Edit(root =>
        {
            var name = root["name"]!.DeepClone();
            root.AsObject().Remove("name");
            root["name"] = name;
        });
        Assert.Equal(original, (await BundleReader.ReadAsync(bundle.Folder, CancellationToken.None)).Hash);

        bundle.Edit(root => root["models"]![0]!["maxTokens"] = 511);
        Assert.NotEqual(original, (await BundleReader.ReadAsync(bundle.Folder, CancellationToken.None)).Hash);
    }

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
            root = int.TryParse(name, out int index) ? root[index]! : root[name]!;
        root[names[^1]] = value;
    }
}
