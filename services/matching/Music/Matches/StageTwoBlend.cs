namespace Attune.Matching.Music.Matches;

/// <summary>How much the reranker's word counts.</summary>
internal static class StageTwoBlend
{
    /// <returns>(1 − β) × stage 1 + β × rerank, 0 to 1.</returns>
    /// <param name="stageOne">0 to 1.</param>
    /// <param name="rerank">0 to 1.</param>
    /// <param name="weight">β, 0 to 1; <see cref="Configs.MatchConfig.RerankWeight"/>.</param>
    public static double Of(float stageOne, float rerank, double weight) => ((1 - weight) * stageOne) + (weight * rerank);
}
