using System.Numerics.Tensors;
using Attune.BuiltinEvaluation.Models;
using Attune.Bundles;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>Cosine of the bundle's vectors.</summary>
internal sealed class EmbedderScorer(BundleUnderTest bundle) : IScorer
{
    public string Name => ScorerName.Embedder;

    public float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates)
    {
        float[][] asking = bundle.Embed(texts, TextRole.Query), found = bundle.Embed(candidates, TextRole.Document);
        return [.. asking.Select(text => (float[])[.. found.Select(candidate => TensorPrimitives.Dot<float>(text, candidate))])];
    }
}
