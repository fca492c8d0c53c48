namespace Attune.Matching.Music.Configs;

/// <summary>What a configuration says besides the weights.</summary>
/// <param name="RerankTop">How many of a playlist's best go to stage 2; 0 for no stage 2.</param>
/// <param name="RerankWeight">β in (1 − β) × stage 1 + β × rerank, from 0 to 1; 0 without stage 2.</param>
/// <param name="MinStageOneScore">Pairs below it go no further, 0 to 1.</param>
/// <param name="MinScore">Final scores below it are no match, 0 to 1.</param>
internal sealed record MatchSettings(int RerankTop, double RerankWeight, double MinStageOneScore, double MinScore)
{
    public const int MostReranked = 200;

    /// <summary>Where a caller does not say otherwise.</summary>
    public static MatchSettings Default { get; } = new(RerankTop: 20, RerankWeight: 0.3, MinStageOneScore: 0, MinScore: 0);
}
