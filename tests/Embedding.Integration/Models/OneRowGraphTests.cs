using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Made;

namespace Attune.Embedding.Integration.Models;

/// <summary>Rerankers that were exported for one pair at a time and pick the logits of yes and no themselves.</summary>
public sealed class OneRowGraphTests
{
    [Fact]
    public async Task A_graph_made_for_one_row_gives_the_scores_of_the_one_it_was_made_from()
    {
        using var bundle = new MadeBundle(MadeShape.RobertaCls);
        var documents = Samples.Texts(24);
        var expected = await ScoresAsync(bundle.Folder, documents);
        OneRowReranker.Make(bundle);
        var actual = await ScoresAsync(bundle.Folder, documents);

        Assert.All(expected.Zip(actual), x => Assert.Equal(x.First, x.Second, 1e-4f));
        Assert.True(expected.Max() - expected.Min() > 0.01, "All scores are alike.");
    }

    private static async Task<float[]> ScoresAsync(string folder, string[] documents)
    {
        await using var service = await EmbeddingProcess.Start(folder).ServeAsync();
        var response = await service.Client.RerankAsync(new RerankRequest { Query = "slow sad song", Documents = { documents }, Truncate = true });
        return [.. response.Scores.Select(x => x.Score)];
    }
}
