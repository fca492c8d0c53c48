using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Models.Calls;

/// <summary>
/// The embedding service as matching sees it: texts in, numbers of one known model out. Texts are cut at the model's limit. Vectors of
/// another length than the model promises are refused (FAILED_PRECONDITION), never padded or cut.
/// </summary>
/// <remarks>
/// Every call ends in a <see cref="DependencyUnavailableException"/> when the service is away, and in a
/// <see cref="DependencyOverloadedException"/> when it is full.
/// </remarks>
internal sealed class EmbeddingClient(
    EmbeddingService.EmbeddingServiceClient client, IOptions<EmbeddingOptions> options, TimeProvider time) : IEmbedder
{
    /// <summary>Most texts or documents of one call to the service.</summary>
    public const int LargestCall = 256;

    private readonly EmbeddingCalls _calls = new(options.Value, time);

    public async Task<ServingBundle> GetBundleAsync(CancellationToken cancellationToken) =>
        ServingBundle.From((await _calls.CallAsync(call => client.GetBundleAsync(new GetBundleRequest(), call), cancellationToken)).Bundle);

    /// <returns>One vector a text, in order, or why that text has none.</returns>
    /// <exception cref="PreconditionException">The service answers with another model or another length than expected.</exception>
    public Task<IReadOnlyList<Answer<float[]>>> EmbedAsync(
        IReadOnlyList<string> texts, InputType inputType, ModelKey expected, CancellationToken cancellationToken) =>
        InChunksAsync(texts, async part =>
        {
            var request = new EmbedRequest { Texts = { part }, InputType = inputType, Truncate = true, Partial = true };
            var reply = await _calls.CallAsync(call => client.EmbedAsync(request, call), cancellationToken);
            ReplyCheck.Model(reply.Model, expected);
            return reply.Embeddings.Select(embedding => ReplyCheck.Vector(embedding, expected));
        });

    /// <returns>One score a document, in order, or why that document has none.</returns>
    /// <exception cref="PreconditionException">The service answers with another model than expected.</exception>
    public async Task<RerankAnswer[]> RerankAsync(
        string query, IReadOnlyList<string> documents, ModelKey expected, CancellationToken cancellationToken) =>
        [.. await InChunksAsync(documents, async part =>
        {
            var request = new RerankRequest { Query = query, Documents = { part }, Truncate = true, Partial = true };
            var reply = await _calls.CallAsync(call => client.RerankAsync(request, call), cancellationToken);
            ReplyCheck.Model(reply.Model, expected);
            return reply.Scores.Select(score => ReplyCheck.Score(score, expected));
        })];

    /// <returns>One a text, in order, or why that text has none.</returns>
    /// <exception cref="PreconditionException">
    /// The service answers with another model, or other buckets or labels, than expected.
    /// </exception>
    public Task<IReadOnlyList<Answer<TextEmotionValues>>> EmotionsAsync(
        IReadOnlyList<string> texts, EmotionModel expected, CancellationToken cancellationToken, Priority priority =
            Priority.Interactive) =>
        InChunksAsync(texts, async part =>
        {
            var request = new EmotionsRequest { Texts = { part }, Truncate = true, Priority = priority, Partial = true };
            var reply = await _calls.CallAsync(call => client.EmotionsAsync(request, call), cancellationToken);
            ReplyCheck.Model(reply.Model, expected.Key);
            return reply.Emotions.Select(emotions => ReplyCheck.Emotions(emotions, expected));
        });

    private static async Task<IReadOnlyList<TResult>> InChunksAsync<TResult>(
        IReadOnlyList<string> texts, Func<string[], Task<IEnumerable<TResult>>> callAsync)
    {
        var results = new List<TResult>(texts.Count);
        foreach (var part in texts.Chunk(LargestCall)) results.AddRange(await callAsync(part));
        return results.Count == texts.Count
            ? results
            : throw new PreconditionException($"The embedding service returned {results.Count} results for {texts.Count} texts.");
    }
}
