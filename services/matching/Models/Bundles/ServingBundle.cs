using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;

namespace Attune.Matching.Models.Bundles;

/// <summary>What the embedding service serves now.</summary>
/// <param name="Hash"><c>mb_v…</c>; everything else follows from it.</param>
/// <param name="Embedder">The first model of kind <c>encoder</c>.</param>
/// <param name="Reranker">The first <c>cross-encoder</c> or <c>causal-yes-no</c>; null without one.</param>
/// <param name="Emotions">The first <c>multi-label</c>; null without one.</param>
internal sealed record ServingBundle(string Hash, ModelKey Embedder, ModelKey? Reranker, EmotionModel? Emotions)
{
    /// <exception cref="PreconditionException">It has no encoder.</exception>
    public static ServingBundle From(Bundle bundle)
    {
        var embedder = First(bundle, "encoder")
            ?? throw new PreconditionException($"Bundle {bundle.Name} has no model of kind 'encoder'; matching needs one.");
        var reranker = First(bundle, "cross-encoder", "causal-yes-no");
        var emotions = First(bundle, "multi-label");
        return new ServingBundle(
            bundle.Hash,
            ModelKey.From(embedder.Identity),
            reranker is null ? null : ModelKey.From(reranker.Identity),
            emotions is null
                ? null
                : new EmotionModel(ModelKey.From(emotions.Identity), [.. emotions.Buckets], [.. emotions.Labels], emotions.Experimental));
    }

    private static BundleModel? First(Bundle bundle, params string[] kinds) =>
        bundle.Models.FirstOrDefault(model => kinds.Contains(model.Kind, StringComparer.Ordinal));
}
