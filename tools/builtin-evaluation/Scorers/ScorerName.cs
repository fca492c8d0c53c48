namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>
/// As reports call them. The last two are what matching does: the embedder's best, ordered by the reranker, or by both as the manifest
/// weighs them.
/// </summary>
internal static class ScorerName
{
    public const string Random = "random", Bm25 = "bm25", Hashing = "hashing", Embedder = "embedder", Reranker = "reranker",
        Emotions = "emotion model", TwoStage = "best 50 reranked", Blend = "best 20 blended";
}
