using System.Text.Json.Nodes;

namespace Attune.Bundles.Unit;

public sealed class ManifestTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "manifest", "2", "The manifest has format 2; format 1 is supported." },
        { "name", "\"My Bundle\"", "'My Bundle' is not made of lower-case letters, digits and hyphens." },
        { "name", "\"small\\n\"", "is not made of lower-case letters" },
        { "models", "[]", "exactly one encoder is needed" },
        { "models.1.name", "\"e\"", "the name 'e' is given twice." },
        { "files.xyz", "\"xyz\"", "the hash of 'xyz' is not 64 lower-case hex digits." },
        { "surprise", "1", "surprise" },
        { "models.0.surprise", "1", "surprise" },
        { "models.0.kind", "\"oracle\"", "oracle" },
        { "models.0.pooling", "\"max\"", "pooling" },
        { "models.0.pooling", "0", "pooling" },
        { "models.0.graphs", """{ "fp16": "rerank.onnx" }""", "fp32 is missing." },
        { "models.0.graphs", """{ "fp32": "other.onnx" }""", "'other.onnx' is not among the files of the bundle." },
        { "models.0.tokenizer", "\"other.json\"", "'other.json' is not among the files of the bundle." },
        { "models.0.output", "\"\"", "the graph's output must be named." },
        { "models.0.tolerance", "0", "tolerance: 0 is not between 0 and 1." },
        { "models.0.dimensions", "128", "has 2 values, not 128." },
        { "models.0.maxTokens", "0", "a limit of 0 tokens is too low." },
        { "models.0.templates.query", "\"{text} {text}\"", "the template '{text} {text}' must hold {text} once." },
        { "models.0.templates.query", "\"{text}\"", "a task is needed exactly where a template holds {task}." },
        { "models.0.golden.0.inputType", "\"neither\"", "inputType" },
        { "models.0.golden.0.values.1", "1e300", "a value of the golden text 'a' is too large." },
        { "models.0.goldenSimilarities.0.cosine", "1.5", "a cosine is -1 to 1." },
        { "models.0.name", "null", "models[0].name is null" },
        { "models.0", "null", "models[0] is null" },
        { "models.0.golden.0.values", "[null, 1]", "models[0].golden[0].values[0] is null" },
        { "models.0.graphs.fp32", "null", "models[0].graphs.fp32 is null" },
        { "models.1.template", "\"{task} {document} {query}\"", "the template must end with {document}" },
        { "models.1.template", "\"{task} {document}\"", "the template must hold {query} once." },
        { "models.1.suffix", "\"{query}\"", "placeholders belong in the template." },
        { "models.1.no", "\"yes\"", "two different tokens for yes and no" },
        { "models.1.golden", "[]", "it needs golden pairs." },
        { "models.1.golden.0.score", "-0.1", "a score is 0 to 1." },
        { "models.2.labels", """["joy", "joy"]""", "none may be given twice" },
        { "models.2.labels", """["joy", " "]""", "labels and buckets must have names." },
        { "models.2.buckets.1.name", "\"good\"", "a name is given twice." },
        { "models.2.buckets.1.labels", """["rage", "joy"]""", "every label must be in exactly one." },
        { "models.0.confidence", """{ "medium": 0.5, "high": 0.4 }""", "confidence: medium 0.5 and high 0.4 must rise" },
        { "models.0.confidence", """{ "medium": 0.5, "high": 1.5 }""", "lie between -1 and 1." },
        { "models.2.thresholds", "[0.5]", "thresholds: 2 are needed, one a label" },
        { "models.2.thresholds", "[0.5, 1.5]", "each a probability from 0 to 1." },
        { "models.2.golden.0.values", "[0.5]", "has 1 values, not 2." },
        { "models.2.golden.0.values.0", "1.01", "is no probability" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_manifest_that_does_not_hold_together_is_refused_with_the_reason(string path, string value, string reason)
    {
        using var folder = new BundleFolder();
        folder.Edit(root => Set(root, path, JsonNode.Parse(value)));
        var error = await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.PathOf("bundle.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("encoder//model.onnx")]
    [InlineData("encoder/../../escape")]
    [InlineData("encoder\\..\\escape")]
    [InlineData("C:evil")]
    [InlineData("./tokenizer.json")]
    [InlineData(".lock")]
    [InlineData("encoder/")]
    [InlineData("tokenizer.json\n")]
    [InlineData("")]
    [InlineData("bundle.json")]
    public async Task A_file_outside_the_folder_is_refused(string file)
    {
        using var folder = new BundleFolder();
        folder.Edit(root => root["files"]![file] = new string('0', 64));
        var error = await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync);
        Assert.Contains($"files: '{file}' is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "positiveColumn: 2 is neither 0 nor 1; leave it out where the graph gives one logit.")]
    [InlineData("-1", "positiveColumn: -1 is neither 0 nor 1")]
    [InlineData("\"yes\"", "bundle.json cannot be used")]
    public async Task The_logit_that_speaks_for_the_document_is_one_of_two(string column, string reason)
    {
        using var folder = new BundleFolder();
        folder.Edit(root => MakeCrossEncoder(root, column));
        Assert.Contains(reason, (await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Which_logit_speaks_for_the_document_belongs_to_the_revision()
    {
        using var folder = new BundleFolder();
        var revisions = new List<string>();
        foreach (var column in new[] { "0", "1" })
        {
            folder.Edit(root => MakeCrossEncoder(root, column));
            var reranker = (await folder.ReadAsync()).Manifest.Models.OfType<CrossEncoderManifest>().Single();
            Assert.Equal(int.Parse(column), reranker.PositiveColumn);
            revisions.Add(reranker.OutputRevision);
        }

        Assert.NotEqual(revisions[0], revisions[1]);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var folder = new BundleFolder();
        folder.Edit(root =>
        {
            root["name"] = "?";
            root["models"]![0]!["maxTokens"] = -1;
            root["models"]![2]!["golden"] = new JsonArray();
        });
        var error = await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync);
        Assert.Contains("name: '?'", error.Message, StringComparison.Ordinal);
        Assert.Contains("model 'e': a limit of -1 tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("model 'l': it needs golden texts.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_json_or_not_there_is_refused_by_name()
    {
        using var folder = new BundleFolder();
        await File.WriteAllTextAsync(folder.PathOf("bundle.json"), "{");
        Assert.Contains("bundle.json cannot be used", (await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.PathOf("bundle.json"), """{ "name": "a", "name": "b" }""");
        Assert.Contains("bundle.json cannot be used", (await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync)).Message, StringComparison.Ordinal);
        File.Delete(folder.PathOf("bundle.json"));
        Assert.Contains("bundle.json is missing.", (await Assert.ThrowsAsync<BundleRefusedException>(folder.ReadAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models.0.task", "\"look\"", "e")]
    [InlineData("models.0.templates.document", "\"doc: {text}\"", "e")]
    [InlineData("models.0.maxTokens", "9", "e")]
    [InlineData("models.0.revision", "\"r2\"", "e")]
    [InlineData("models.2.buckets.0.name", "\"fine\"", "l")]
    [InlineData("files.rerank.onnx", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "r")]
    [InlineData("files.encoder/model.onnx_data", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "e")]
    [InlineData("files.tokenizer.json", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "e,l,r")]
    [InlineData("models.0.golden.0.values.0", "0.5", "")]
    [InlineData("models.2.experimental", "false", "")]
    [InlineData("models.0.tolerance", "0.25", "")]
    public async Task What_decides_the_outputs_of_a_model_changes_the_revision_they_are_stored_under(string path, string value, string changed)
    {
        using var folder = new BundleFolder();
        var before = await folder.ReadAsync();
        Assert.All(before.Manifest.Models, model => Assert.Matches("^r1-[0-9a-f]{12}$", model.OutputRevision));
        folder.Edit(manifest =>
        {
            if (path.StartsWith("files.", StringComparison.Ordinal)) manifest["files"]![path["files.".Length..]] = JsonNode.Parse(value);
            else Set(manifest, path, JsonNode.Parse(value));
        });
        var after = await folder.ReadAsync();
        Assert.Equal(changed, string.Join(',', before.Manifest.Models.Zip(after.Manifest.Models).Where(pair => pair.First.OutputRevision != pair.Second.OutputRevision).Select(pair => pair.First.Name).Order()));
    }

    [Fact]
    public async Task The_hash_does_not_depend_on_layout_and_order_but_on_every_value()
    {
        using var folder = new BundleFolder();
        var original = (await folder.ReadAsync()).Hash;
        folder.Edit(root =>
        {
            var name = root["name"]!.DeepClone();
            root.AsObject().Remove("name");
            root["name"] = name;
        });
        Assert.Equal(original, (await folder.ReadAsync()).Hash);

        folder.Edit(root => root["models"]![0]!["maxTokens"] = 511);
        Assert.NotEqual(original, (await folder.ReadAsync()).Hash);
    }

    private static void MakeCrossEncoder(JsonNode root, string column)
    {
        var model = root["models"]![1]!.AsObject();
        foreach (var causal in new[] { "prefix", "template", "suffix", "task", "yes", "no" }) model.Remove(causal);
        model["kind"] = CrossEncoderManifest.KindName;
        model["positiveColumn"] = JsonNode.Parse(column);
    }

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
            root = int.TryParse(name, out var index) ? root[index]! : root[name]!;
        if (int.TryParse(names[^1], out var last)) root[last] = value;
        else root[names[^1]] = value;
    }
}
