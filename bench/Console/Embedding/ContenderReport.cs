namespace Attune.Bench.Embedding;

/// <summary>What one contender did.</summary>
/// <param name="TextsPerSecond">Median of the rounds.</param>
/// <param name="ShareOfCeiling">Median of the rounds' ratios; null for the ceiling itself.</param>
internal sealed record ContenderReport(string Name, double TextsPerSecond, double TokensPerSecond, double? ShareOfCeiling, IReadOnlyList<double> Seconds)
{
    public static ContenderReport Of(Contender contender, Contender ceiling, int texts, long tokens) => new(
        contender.Name,
        texts / contender.Seconds.Median,
        tokens / contender.Seconds.Median,
        contender == ceiling ? null : ceiling.Seconds.Over(contender.Seconds).Median,
        contender.Seconds.Values);
}
