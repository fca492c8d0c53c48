using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Models.Calls;

/// <summary>A way to the embedding service: one by one for somebody who waits, or as a stream for backfills.</summary>
internal interface IEmbedder
{
    /// <returns>One vector a text, in order, or why that text has none.</returns>
    /// <exception cref="DependencyUnavailableException">The service is away, or full.</exception>
    /// <exception cref="PreconditionException">It answers with another model or another length than expected.</exception>
    Task<IReadOnlyList<Answer<float[]>>> EmbedAsync(
        IReadOnlyList<string> texts, InputType inputType, ModelKey expected, CancellationToken cancellationToken);
}
