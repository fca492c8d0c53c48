namespace Attune.BuiltinEvaluation.Scorers;

internal static class ScorerName
{
    public const string Random = "random", Bm25 = "bm25", Hashing = "hashing", Embedder = "embedder", Reranker = "reranker", Emotions = "emotion model", TwoStage = "embedder's best 50, reranked";
}
