using System.Text.Json.Nodes;
using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Bundles;
using Grpc.Core;

namespace Attune.Embedding.Integration.Embeddings;

[Collection(nameof(ServingCollection))]
public sealed class EmbedTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task Golden_texts_get_their_golden_vectors()
    {
        var model = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(BundleCopy.Original, BundleReader.ManifestName)))!["models"]![0]!;
        foreach (var golden in model["golden"]!.AsArray())
        {
            var request = Samples.Request(golden!["text"]!.GetValue<string>());
            request.InputType = golden["inputType"]!.GetValue<string>() == "query" ? InputType.Query : InputType.Document;
            var values = (await _client.EmbedAsync(request)).Embeddings[0].Values;
            Assert.All(values.Zip(golden["values"]!.AsArray()), x => Assert.Equal(x.Second!.GetValue<double>(), x.First, 1e-5));
        }
    }

    [Fact]
    public async Task Every_vector_has_the_dimensions_of_its_model_and_length_one()
    {
        var response = await _client.EmbedAsync(Samples.Request(Samples.Texts(256)));
        Assert.Equal(256, response.Embeddings.Count);
        Assert.All(response.Embeddings, x => Assert.Equal(response.Model.Dimensions, x.Values.Count));
        Assert.All(response.Embeddings, x => Assert.Equal(1, Samples.Cosine(x.Values, x.Values) * x.Values.Sum(v => (double)v * v), 1e-5));
    }

    [Fact]
    public async Task Related_texts_are_nearer_than_unrelated_ones()
    {
        var vectors = (await _client.EmbedAsync(Samples.Request("a slow sad song", "a melancholy ballad", "compiler error in line ten"))).Embeddings;
        Assert.True(Samples.Cosine(vectors[0].Values, vectors[1].Values) > Samples.Cosine(vectors[0].Values, vectors[2].Values) + 0.1);
    }

    [Fact]
    public async Task A_long_text_is_cut_when_asked_for_and_says_so()
    {
        var text = string.Join(' ', Enumerable.Repeat("song", 600));
        var request = Samples.Request(text, "song");
        request.Truncate = true;
        var vectors = (await _client.EmbedAsync(request)).Embeddings;
        Assert.Equal((512, true), (vectors[0].Tokens, vectors[0].Truncated));
        Assert.Equal((1, false), (vectors[1].Tokens, vectors[1].Truncated));
    }

    [Fact]
    public async Task The_bundle_names_the_model_that_embeds()
    {
        var bundle = (await _client.GetBundleAsync(new GetBundleRequest())).Bundle;
        var response = await _client.EmbedAsync(Samples.Request("a song"));
        var model = Assert.Single(bundle.Models, x => x.Kind == "encoder");
        Assert.Equal(response.Model, model.Identity);
        Assert.Equal(("attune-builtin-embedder", 256), (response.Model.Name, response.Model.Dimensions));
        Assert.Equal(("encoder", 512), (model.Kind, model.MaxTokens));
        Assert.Equal("builtin", bundle.Name);
        Assert.Matches("^mb_v1_[0-9a-f]{64}$", bundle.Hash);
    }

    [Fact]
    public async Task Parallel_calls_give_what_single_calls_give()
    {
        var requests = Enumerable.Range(0, 64).Select(i => Samples.Request(Samples.Texts(1 + (i % 40), seed: i))).ToArray();
        var parallel = await Task.WhenAll(requests.Select(x => _client.EmbedAsync(x).ResponseAsync));
        for (var i = 0; i < requests.Length; i++)
        {
            var single = await _client.EmbedAsync(requests[i]);
            Assert.Equal(single.Embeddings.Select(x => x.Tokens), parallel[i].Embeddings.Select(x => x.Tokens));
            Assert.All(single.Embeddings.Zip(parallel[i].Embeddings), x => Assert.True(Samples.Cosine(x.First.Values, x.Second.Values) >= 0.99999));
        }
    }

    [Fact]
    public async Task An_expired_call_ends_with_its_deadline()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _client.EmbedAsync(Samples.Request(Samples.Texts(256)), deadline: DateTime.UtcNow));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }
}
