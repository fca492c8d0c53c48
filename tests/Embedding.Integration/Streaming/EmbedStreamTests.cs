using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Streaming;

[Collection(nameof(ServingCollection))]
public sealed class EmbedStreamTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task Every_message_is_answered_under_its_id_with_the_vectors_of_its_texts()
    {
        var messages = Enumerable.Range(0, 60).ToDictionary(i => $"message {i}", i => Samples.Texts(1 + (i % 9), seed: i), StringComparer.Ordinal);
        using var stream = new StreamClient(_client);
        foreach (var (id, texts) in messages)
            await stream.SendAsync(id, texts);
        var answers = await stream.EndAsync();

        Assert.Equal(messages.Keys.Order(StringComparer.Ordinal), answers.Select(x => x.CorrelationId).Order(StringComparer.Ordinal));
        foreach (var answer in answers)
        {
            var expected = await _client.EmbedAsync(Samples.Request(messages[answer.CorrelationId]));
            Assert.Null(answer.Error);
            Assert.Equal(expected.Model, answer.Model);
            Assert.Equal(expected.Usage.Tokens, answer.Usage.Tokens);
            Assert.Equal(expected.Embeddings.Select(x => x.Tokens), answer.Results.Select(x => x.Embedding.Tokens));
            Assert.All(expected.Embeddings.Zip(answer.Results), x => Assert.True(Samples.Cosine(x.First.Values, x.Second.Embedding.Values) >= 0.99999));
        }
    }

    [Fact]
    public async Task An_answer_comes_while_the_client_has_more_to_say()
    {
        using var stream = new StreamClient(_client);
        for (var i = 0; i < 5; i++)
        {
            await stream.SendAsync($"{i}", "a song");
            Assert.Equal($"{i}", (await stream.ReceiveAsync())!.CorrelationId);
        }

        Assert.Equal(5, (await stream.EndAsync()).Count);
    }

    [Fact]
    public async Task A_text_that_is_wrong_has_an_error_in_its_place_and_the_others_have_vectors()
    {
        using var stream = new StreamClient(_client);
        await stream.SendAsync("mixed", "a song", " ", string.Join(' ', Enumerable.Repeat("song", 513)), "another song", "\u200B");
        var results = Assert.Single(await stream.EndAsync()).Results;
        Assert.Equal([true, false, false, true, false], results.Select(x => x.Embedding is not null));
        Assert.All(results.Where(x => x.Error is not null), x => Assert.Equal((int)StatusCode.InvalidArgument, x.Error.Code));
        Assert.Equal("texts[1] is blank", results[1].Error.Message);
        Assert.StartsWith("texts[2] has 513 tokens; the limit of 'attune-builtin-embedder' is 512", results[2].Error.Message, StringComparison.Ordinal);
        Assert.StartsWith("texts[4] is blank once", results[4].Error.Message, StringComparison.Ordinal);

        var alone = await _client.EmbedAsync(Samples.Request("a song", "another song"));
        Assert.True(Samples.Cosine(alone.Embeddings[0].Values, results[0].Embedding.Values) >= 0.99999);
        Assert.True(Samples.Cosine(alone.Embeddings[1].Values, results[3].Embedding.Values) >= 0.99999);
    }

    [Fact]
    public async Task A_message_that_is_wrong_as_a_whole_is_told_everything_at_once_and_does_not_end_the_stream()
    {
        using var stream = new StreamClient(_client);
        await stream.SendAsync("wrong", new EmbedRequest { Texts = { "a song" }, Model = "other", Priority = (Priority)9 });
        await stream.SendAsync("empty");
        await stream.SendAsync("many", Samples.Texts(257));
        await stream.SendAsync(new string('x', 257), "a song");
        await stream.SendAsync("right", "a song");
        var answers = (await stream.EndAsync()).ToDictionary(x => x.CorrelationId, StringComparer.Ordinal);

        Assert.Equal(5, answers.Count);
        Assert.All(answers.Where(x => x.Key != "right"), x => Assert.Equal(((int)StatusCode.InvalidArgument, 0), (x.Value.Error.Code, x.Value.Results.Count)));
        Assert.All(new[] { "input_type", "priority", "'other' is not served here" }, x => Assert.Contains(x, answers["wrong"].Error.Message, StringComparison.Ordinal));
        Assert.Contains("texts is empty", answers["empty"].Error.Message.Replace(":", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("257 texts", answers["many"].Error.Message, StringComparison.Ordinal);
        Assert.Contains("257 bytes", answers[new string('x', 257)].Error.Message, StringComparison.Ordinal);
        Assert.Single(answers["right"].Results);
    }

    [Fact]
    public async Task A_stream_without_messages_ends_well()
    {
        using var stream = new StreamClient(_client);
        Assert.Empty(await stream.EndAsync());
    }

    [Fact]
    public async Task What_is_urgent_overtakes_what_is_not()
    {
        string[] bulk = [.. Enumerable.Range(0, 256).Select(i => string.Join(' ', Enumerable.Repeat("song", 250 + i)))];
        // The bulk may be done before the second message has come; not time after time.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var stream = new StreamClient(_client);
            await stream.SendAsync("bulk", bulk);
            var urgent = Samples.Request("a song");
            urgent.Priority = Priority.Interactive;
            await stream.SendAsync("urgent", urgent);
            var answers = await stream.EndAsync();
            if (answers[0].CorrelationId == "urgent")
                return;
        }

        Assert.Fail("An interactive message was never answered before a backfill message that came before it.");
    }

    [Fact]
    public async Task An_expired_stream_ends_with_its_deadline()
    {
        using var stream = new StreamClient(_client, DateTime.UtcNow.AddSeconds(1));
        var error = await Assert.ThrowsAsync<RpcException>(stream.ReceiveAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }
}
