using System.Text.Json.Nodes;
using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Made;

namespace Attune.Embedding.Integration.Models;

/// <summary>Cross-encoders that give two logits, one against the document and one for it.</summary>
public sealed class TwoLogitTests
{
    private static readonly TableGraph Graph = new(2, ("rain", [1, 3]), ("love", [4, 0]), ("night", [-float.MaxValue, float.MaxValue]), ("city", [1_000, 1_020]));

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task The_score_is_the_softmax_over_both_of_the_column_that_the_manifest_names(int positive)
    {
        using var bundle = new TableBundle(reranker: Graph, edit: x => x[1]["positiveColumn"] = positive);
        await using var service = await bundle.ServeAsync();
        var scores = (await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { "rain", "love", "night", "city", "river" } })).Scores;

        // e^3 / (e^1 + e^3) = 0.8807971 and e^0 / (e^4 + e^0) = 0.0179862.
        double[] expected = [0.8807971, 0.0179862, 1, 1, 0.5];
        float[] raw = [2, -4, float.MaxValue, 20, 0];
        Assert.Equal(positive == 1 ? expected : expected.Select(x => 1 - x), scores.Select(x => (double)x.Score), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal(positive == 1 ? raw : raw.Select(x => -x), scores.Select(x => x.RawScore));
    }

    [Fact]
    public async Task Two_logits_of_which_none_is_named_are_refused_with_the_way_out()
    {
        using var bundle = new TableBundle(reranker: Graph);
        await AssertRefusedAsync(bundle, "needed are floats of shape [batch, 1]. Where there are two, positiveColumn in the manifest says which one speaks for the document.");
    }

    [Fact]
    public async Task One_logit_is_refused_where_two_are_promised()
    {
        using var bundle = new TableBundle(reranker: new TableGraph(1), edit: x => x[1]["positiveColumn"] = 1);
        await AssertRefusedAsync(bundle, "needed are floats of shape [batch, 2].");
    }

    [Fact]
    public async Task Golden_pairs_are_compared_with_the_softmax()
    {
        using var bundle = new TableBundle(reranker: Graph, edit: x =>
        {
            x[1]["positiveColumn"] = 1;
            x[1]["golden"]!.AsArray().Add(JsonNode.Parse("""{ "query": "slow", "document": "rain", "score": 0.1192029 }"""));
        });
        await AssertRefusedAsync(bundle, "failed its self-test on the golden pair 'slow' and 'rain': score is 0.880797");
    }

    private static async Task AssertRefusedAsync(TableBundle bundle, string reason)
    {
        await using var service = EmbeddingProcess.Start(bundle.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains(reason, service.Output, StringComparison.Ordinal);
    }
}
