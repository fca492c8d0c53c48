using Attune.BuiltinEvaluation.Models;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>The bundle's reranker over every pair, whatever the embedder thinks of it.</summary>
internal sealed class RerankerScorer(BundleUnderTest bundle) : IScorer
{
    public string Name => ScorerName.Reranker;

    public float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates) => bundle.Rerank(texts, candidates);
}
