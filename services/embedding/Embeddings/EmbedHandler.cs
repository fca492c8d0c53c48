using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Hosting;
using Attune.Tokenizers;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Texts in, vectors out.</summary>
internal sealed class EmbedHandler(ModelState models, ServiceTelemetry telemetry, TimeProvider time)
{
    public async Task<V1.EmbedResponse> EmbedAsync(V1.EmbedRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Embedder;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Texts.Count, terms.Deadline);
        using var work = new CallWork();
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            long started = time.GetTimestamp();
            var check = EmbedCheck.Of(request, bundle);
            EmbedTokens.Tokenize(request, served.Model, work, (i, problem) => check.Add($"texts[{i}]", problem));
            check.ThrowIfUnsound();
            work.TokenizeTime = time.GetElapsedTime(started);
        }

        var usage = await work.RunAsync(served.Queue, terms, cancellationToken);
        return new V1.EmbedResponse
        {
            Embeddings = { work.Counts.Select((count, i) => ToEmbedding(work.Row(i), count)) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
        };
    }

    internal static V1.Embedding ToEmbedding(ReadOnlySpan<float> vector, TokenCount count) =>
        new() { Values = { vector.ToArray() }, Tokens = count.Written, Truncated = count.Truncated };
}
