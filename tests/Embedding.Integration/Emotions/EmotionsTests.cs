using System.Text.Json.Nodes;
using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Emotions;

[Collection(nameof(ServingCollection))]
public sealed class EmotionsTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    private static JsonNode Manifest =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(BundleCopy.Original, BundleReader.ManifestName)))!["models"]!.AsArray().Single(x => x!["kind"]!.GetValue<string>() == "multi-label")!;

    [Fact]
    public async Task Golden_texts_get_their_golden_probabilities_strongest_first()
    {
        string[] labels = [.. Manifest["labels"]!.AsArray().Select(x => x!.GetValue<string>())];
        foreach (var golden in Manifest["golden"]!.AsArray())
        {
            var response = await _client.EmotionsAsync(new EmotionsRequest { Texts = { golden!["text"]!.GetValue<string>() } });
            var told = response.Emotions[0].Labels;
            Assert.Equal(told.OrderByDescending(x => x.Score), told);
            var expected = labels.Zip(golden["values"]!.AsArray()).ToDictionary(x => x.First, x => x.Second!.GetValue<double>(), StringComparer.Ordinal);
            Assert.Equal(labels.Order(StringComparer.Ordinal), told.Select(x => x.Name).Order(StringComparer.Ordinal));
            Assert.All(told, x => Assert.Equal(expected[x.Name], x.Score, 1e-4));
            Assert.Equal(Manifest["experimental"]?.GetValue<bool>() ?? false, response.Experimental);
        }
    }

    [Fact]
    public async Task Buckets_are_the_shares_of_their_labels_and_sum_to_one()
    {
        var buckets = Manifest["buckets"]!.AsArray().Select(x => (Name: x!["name"]!.GetValue<string>(), Labels: x["labels"]!.AsArray().Select(y => y!.GetValue<string>()).ToArray())).ToArray();
        var response = await _client.EmotionsAsync(new EmotionsRequest { Texts = { Samples.Texts(40) } });
        foreach (var text in response.Emotions)
        {
            var labels = text.Labels.ToDictionary(x => x.Name, x => (double)x.Score, StringComparer.Ordinal);
            var all = labels.Values.Sum();
            Assert.Equal(buckets.Select(x => x.Name), text.Buckets.Select(x => x.Name));
            Assert.All(buckets.Zip(text.Buckets), x => Assert.Equal(x.First.Labels.Sum(y => labels[y]) / all, x.Second.Score, 1e-5));
            Assert.Equal(1, text.Buckets.Sum(x => (double)x.Score), 1e-5);
            Assert.Equal(text.Buckets.MaxBy(x => x.Score)!.Name, text.DominantBucket);
        }
    }

    [Theory]
    [InlineData(0, 28)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(100, 28)]
    public async Task Only_the_strongest_labels_are_told_where_that_is_asked_for(int top, int expected)
    {
        var all = (await _client.EmotionsAsync(new EmotionsRequest { Texts = { "what a wonderful happy day" } })).Emotions[0];
        var some = (await _client.EmotionsAsync(new EmotionsRequest { Texts = { "what a wonderful happy day" }, Top = top })).Emotions[0];
        Assert.Equal(all.Labels.Take(expected), some.Labels);
        Assert.Equal(all.Buckets, some.Buckets);
    }

    [Fact]
    public async Task A_long_text_is_cut_when_asked_for_and_says_so()
    {
        var response = await _client.EmotionsAsync(new EmotionsRequest { Texts = { string.Join(' ', Enumerable.Repeat("song", 600)), "song" }, Truncate = true });
        Assert.Equal((512, true), (response.Emotions[0].Tokens, response.Emotions[0].Truncated));
        Assert.Equal((1, false), (response.Emotions[1].Tokens, response.Emotions[1].Truncated));
    }

    [Fact]
    public async Task All_violations_are_told_at_once()
    {
        var request = new EmotionsRequest { Texts = { "", "a song", "\u0001", string.Join(' ', Enumerable.Repeat("song", 513)) }, Model = "other", Priority = (Priority)(-1), Top = -2 };
        Refusals.AssertViolations(
            await Assert.ThrowsAsync<RpcException>(async () => await _client.EmotionsAsync(request)),
            ("priority", "is -1"), ("model", "'other' is not served here; leave it empty or set it to 'attune-builtin-emotions'"), ("top", "is -2; set it to a number of labels, or to 0 for all 28"),
            ("texts[0]", "is blank"), ("texts[2]", "is blank once control"), ("texts[3]", "has 513 tokens; the limit of 'attune-builtin-emotions' is 512"));
        Refusals.AssertViolations(await Assert.ThrowsAsync<RpcException>(async () => await _client.EmotionsAsync(new EmotionsRequest())), ("texts", "is empty"));
    }
}
