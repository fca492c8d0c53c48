using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Hosting;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Texts in, vectors out.</summary>
internal sealed class EmbedHandler(ModelState models, ServiceTelemetry telemetry, TextMetrics metrics, TimeProvider time)
{
    public async Task<V1.EmbedResponse> EmbedAsync(V1.EmbedRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Embedder;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Texts.Count, terms.Deadline);
        using var work = new CallWork();
        var check = EmbedCheck.Of(request, bundle, cancellationToken);
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            var started = time.GetTimestamp();
            if (!check.IsTooLarge)
            {
                var texts = new CallTexts(served.Model, work, terms, metrics, time);
                EmbedTokens.Tokenize(request, served.Model, work, texts, cancellationToken);
            }

            work.TokenizeTime = time.GetElapsedTime(started);
        }

        ThrowIfUnsound();
        var usage = await work.RunAsync(served.Queue, terms, cancellationToken);
        ThrowIfUnsound();
        return new V1.EmbedResponse
        {
            Embeddings = { work.Results(ToEmbedding, ToError) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
        };

        void ThrowIfUnsound() => check.ThrowIfUnsound("texts", request.Partial ? null : work);
    }

    private static V1.Embedding ToError(int place, string problem) => new() { Error = TextProblem.ToError("texts", place, problem) };

    internal static V1.Embedding ToEmbedding(KeptText text, ReadOnlySpan<float> vector) => new()
    {
        Values = { vector.ToArray() },
        Tokens = text.Count.Written,
        Truncated = text.Count.Truncated,
        // Zeros point nowhere, whatever they were made of.
        Unknown = text.IsUnknown || !vector.ContainsAnyExcept(0f),
    };
}
