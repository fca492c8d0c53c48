using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Streaming;

namespace Attune.Embedding.Integration.Numbers;

/// <summary>Texts of which the built-in models know no word.</summary>
[Collection(nameof(ServingCollection))]
public sealed class UnknownTests(ServingFixture serving)
{
    private static readonly string[] Unknown = ["日本語", "밤편지 아이유", "เพลง", "🎸🔥", "𠮷野", "ʘʘʘ ⵣⵣ"];

    private static readonly string[] Known = ["love", "日本語 love", "🎸 rock", "ночь", "1999"];

    [Fact]
    public async Task Vectors_of_such_texts_are_marked_and_others_are_not()
    {
        var client = serving.Service.Client;
        foreach (var type in new[] { InputType.Query, InputType.Document })
        {
            var unknown = (await client.EmbedAsync(new EmbedRequest { Texts = { Unknown }, InputType = type })).Embeddings;
            Assert.All(unknown, x => Assert.True(x.Unknown));
            var known = (await client.EmbedAsync(new EmbedRequest { Texts = { Known }, InputType = type })).Embeddings;
            Assert.All(known.Zip(Known), x => Assert.False(x.First.Unknown, x.Second));
            Assert.All(known, x => Assert.Contains(x.Values, y => y != 0));
        }

        using var stream = new StreamClient(client);
        await stream.SendAsync("all", [Unknown[0], Known[0]]);
        Assert.Equal([true, false], Assert.Single(await stream.EndAsync()).Results.Select(x => x.Embedding.Unknown));
    }

    [Fact]
    public async Task No_vector_of_zeros_is_left_unmarked()
    {
        string[] texts = [.. "!?.,;:-_()[]{}\"'/\\@#$%^&*+=|~<>".Select(x => x.ToString()), "!!!", "...", "- - -", "¿?", "♪♥", "a", "the", .. Unknown, .. Known];
        var vectors = (await serving.Service.Client.EmbedAsync(Samples.Request(texts))).Embeddings;
        Assert.All(vectors.Zip(texts), x => Assert.True(x.First.Unknown || x.First.Values.Any(y => y != 0), x.Second));
    }

    [Fact]
    public async Task What_is_cut_off_does_not_count()
    {
        var text = $"{string.Concat(Enumerable.Repeat("語", 3_000))} love";
        var request = Samples.Request(text, "love " + text);
        request.Truncate = true;
        Assert.Equal([true, false], (await serving.Service.Client.EmbedAsync(request)).Embeddings.Select(x => x.Unknown));
    }

    [Fact]
    public async Task Scores_are_marked_where_the_query_or_the_document_is_unknown()
    {
        var client = serving.Service.Client;
        var scores = (await client.RerankAsync(new RerankRequest { Query = "love", Documents = { "日本語", "night", "🎸" } })).Scores;
        Assert.Equal([true, false, true], scores.Select(x => x.Unknown));
        scores = (await client.RerankAsync(new RerankRequest { Query = "아이유", Documents = { "love", "night" } })).Scores;
        Assert.All(scores, x => Assert.True(x.Unknown));
    }

    [Fact]
    public async Task Emotions_of_such_texts_are_marked()
    {
        var emotions = (await serving.Service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "日本語", "so happy", "🪗🪗" } })).Emotions;
        Assert.Equal([true, false, true], emotions.Select(x => x.Unknown));
    }

    [Fact]
    public async Task Words_of_the_template_and_special_tokens_are_no_words_of_the_text()
    {
        // "instruct : find query : {text}", in a model whose vector of that is not zeros.
        using var made = new MadeBundle(MadeShape.RobertaCls);
        await using var service = await EmbeddingProcess.Start(made.Folder).ServeAsync();
        var vectors = (await service.Client.EmbedAsync(new EmbedRequest { Texts = { "日本", "rain", "日本 rain" }, InputType = InputType.Query })).Embeddings;
        Assert.Equal([true, false, false], vectors.Select(x => x.Unknown));
        Assert.Contains(vectors[0].Values, x => x != 0);
    }
}
