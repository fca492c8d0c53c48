using System.Text;
using System.Text.Json.Nodes;

namespace Attune.Embedding.Integration.Bundles;

public sealed class RefusedBundleTests
{
    [Theory]
    [InlineData("embed.onnx")]
    [InlineData("emotions.onnx")]
    [InlineData("rerank.onnx")]
    [InlineData("table.bin")]
    [InlineData("tokenizer.json")]
    public async Task One_corrupt_bit_in_a_file_ends_the_start_and_names_the_file(string file)
    {
        using var bundle = new BundleCopy();
        bundle.Corrupt(file);
        await AssertRefusedAsync(bundle, $"{bundle.PathOf(file)} is damaged");
    }

    [Fact]
    public async Task A_missing_file_ends_the_start_and_is_named()
    {
        using var bundle = new BundleCopy();
        File.Delete(bundle.PathOf("table.bin"));
        await AssertRefusedAsync(bundle, $"{bundle.PathOf("table.bin")} is missing");
    }

    [Fact]
    public async Task A_wrong_golden_vector_ends_the_start_and_names_model_and_text()
    {
        using var bundle = new BundleCopy();
        bundle.Edit(x => x["models"]![0]!["golden"]![1]!["values"]![17] = 0.9);
        await AssertRefusedAsync(bundle, "Model 'attune-builtin-embedder' failed its self-test on the golden text 'Bohemian Rhapsody");
    }

    [Fact]
    public async Task A_wrong_golden_score_ends_the_start_and_names_model_and_pair()
    {
        using var bundle = new BundleCopy();
        var query = "";
        bundle.Edit(x =>
        {
            var golden = x["models"]![1]!["golden"]![2]!;
            query = golden["query"]!.GetValue<string>();
            golden["score"] = golden["score"]!.GetValue<double>() > 0.5 ? 0.25 : 0.75;
        });
        await AssertRefusedAsync(bundle, $"Model 'attune-builtin-reranker' failed its self-test on the golden pair '{query}' and ");
    }

    [Fact]
    public async Task A_wrong_golden_label_ends_the_start_and_names_model_and_text()
    {
        using var bundle = new BundleCopy();
        bundle.Edit(x => x["models"]![2]!["golden"]![0]!["values"]![5] = 0.99);
        await AssertRefusedAsync(bundle, "Model 'attune-builtin-emotions' failed its self-test on the golden text '");
    }

    [Fact]
    public async Task A_wrong_golden_similarity_ends_the_start_and_names_model_and_texts()
    {
        using var bundle = new BundleCopy();
        bundle.Edit(x => x["models"]![0]!["goldenSimilarities"] = JsonNode.Parse("""[{ "query": "sea", "document": "compiler", "cosine": 0.99 }]"""));
        await AssertRefusedAsync(bundle, "Model 'attune-builtin-embedder' failed its self-test on the similarity of 'sea' and 'compiler': cosine is ");
    }

    [Fact]
    public async Task A_limit_that_the_template_uses_up_ends_the_start()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        made.Edit(x => x["models"]![1]!["maxTokens"] = 12);
        await using var service = EmbeddingProcess.Start(made.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Model 'reranker': the ", service.Output, StringComparison.Ordinal);
        Assert.Contains("tokens of templates and special tokens leave no room in a limit of 12.", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_token_ends_the_start()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        made.Edit(x => x["models"]![1]!["yes"] = "absolutely");
        await using var service = EmbeddingProcess.Start(made.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Model 'reranker': 'absolutely' is not an entry of the tokenizer's vocabulary.", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tokenizer_that_asks_for_the_unknown_ends_the_start()
    {
        using var bundle = new BundleCopy();
        var tokenizer = JsonNode.Parse(await File.ReadAllTextAsync(bundle.PathOf("tokenizer.json")))!;
        tokenizer["normalizer"]!["type"] = "Unheard";
        bundle.Replace("tokenizer.json", Encoding.UTF8.GetBytes(tokenizer.ToJsonString()));
        await AssertRefusedAsync(bundle, "'normalizer.type' is 'Unheard'");
    }

    [Fact]
    public async Task A_graph_that_is_none_ends_the_start()
    {
        using var bundle = new BundleCopy();
        bundle.Replace("embed.onnx", "not a graph"u8.ToArray());
        await AssertRefusedAsync(bundle, "Model 'attune-builtin-embedder' cannot be loaded");
    }

    [Fact]
    public async Task An_output_that_the_graph_lacks_ends_the_start()
    {
        using var bundle = new BundleCopy();
        bundle.Edit(x => x["models"]![0]!["output"] = "pooled");
        await AssertRefusedAsync(bundle, "has no output 'pooled'; it has sentence_embedding");
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_a_configuration_error()
    {
        using var bundle = new BundleCopy();
        File.Delete(bundle.PathOf("bundle.json"));
        await using var service = EmbeddingProcess.Start(bundle.Folder, ("Scheduling__BatchTokens", "0"));
        Assert.Equal(2, await service.WaitForExitAsync());
        Assert.Contains("Models:Bundle: there is no bundle.json in", service.Output, StringComparison.Ordinal);
        Assert.Contains("Scheduling:BatchTokens is 0.", service.Output, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(BundleCopy bundle, string reason)
    {
        await using var service = EmbeddingProcess.Start(bundle.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains(reason, service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Serving bundle", service.Output, StringComparison.Ordinal);
    }
}
