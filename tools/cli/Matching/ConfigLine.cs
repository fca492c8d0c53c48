using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Matching;

/// <summary>A configuration on one line: <c>* builtin: vector 0.6, genre 0.25, audio 0.15; reranks 20 by 0.3 (mc_v3_…)</c>.</summary>
internal static class ConfigLine
{
    public static string Of(MatchingConfig config) =>
        $"{(config.IsDefault ? "*" : " ")} {config.Name}: {string.Join("; ", Parts(config))} ({config.Hash})";

    private static IEnumerable<string> Parts(MatchingConfig config)
    {
        yield return string.Join(
            ", ", config.Weights.OrderByDescending(weight => weight.Value).ThenBy(weight => weight.Key, StringComparer.Ordinal)
                .Select(weight => $"{weight.Key} {weight.Value}"));
        yield return config.RerankTop > 0 ? $"reranks {config.RerankTop} by {config.RerankWeight}" : "no reranking";
        if (config.MinStageOneScore > 0) yield return $"stage 1 at least {config.MinStageOneScore}";
        if (config.MinScore > 0) yield return $"score at least {config.MinScore}";
    }
}
