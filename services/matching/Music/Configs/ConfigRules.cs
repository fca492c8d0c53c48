using System.Text.RegularExpressions;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Google.Protobuf.Collections;

namespace Attune.Matching.Music.Configs;

/// <summary>What is accepted as a configuration; the limits are documented in <c>matching_config_service.proto</c>.</summary>
internal static partial class ConfigRules
{
    private const double Smallest = 0.001, Largest = 1_000;
    private const int LongestReference = 128, MostShown = 32;

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static MatchConfig Check(MatchingConfig given)
    {
        var violations = new List<FieldViolation>();
        CheckName(violations, given.Name);
        CheckWeights(violations, given.Weights);
        if (given.RerankTop is < 0 or > MatchSettings.MostReranked)
            violations.Add(
                new("config.rerank_top", $"is {given.RerankTop:N0}; it must be 1 to {MatchSettings.MostReranked}, or 0 for no stage 2"));
        CheckShare(violations, "config.rerank_weight", given.RerankWeight);
        CheckShare(violations, "config.min_stage_one_score", given.MinStageOneScore);
        CheckShare(violations, "config.min_score", given.MinScore);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        return MatchConfig.Of(given.Weights.AsReadOnly(), new MatchSettings(
            given.HasRerankTop ? given.RerankTop : MatchSettings.Default.RerankTop,
            given.HasRerankWeight ? given.RerankWeight : MatchSettings.Default.RerankWeight,
            given.MinStageOneScore,
            given.MinScore));
    }

    /// <summary>Checks a name or hash that a caller chooses by; empty is allowed.</summary>
    public static void CheckReference(List<FieldViolation> violations, string field, string reference)
    {
        if (reference.Length > LongestReference || reference.Contains('\0'))
            violations.Add(new(field, $"must be the name or the hash of a configuration, at most {LongestReference} characters"));
    }

    private static string Known => string.Join(", ", SignalName.All);

    private static void CheckName(List<FieldViolation> violations, string name)
    {
        if (name == ConfigChoice.BuiltInName)
            violations.Add(new("config.name", $"is '{name}', which cannot be changed; choose another name"));
        else if (!NamePattern().IsMatch(name))
            violations.Add(new("config.name", "must be 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit"));
        else if (name.StartsWith("mc_", StringComparison.Ordinal))
            violations.Add(new("config.name", "begins with 'mc_', as hashes do; choose another name"));
    }

    private static void CheckWeights(List<FieldViolation> violations, MapField<string, double> weights)
    {
        foreach (var (signal, weight) in weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown))
            if (Problem(signal, weight) is { } problem) violations.Add(new($"config.weights[{Quote.Text(signal)}]", problem));
        if (weights.Count > MostShown)
            violations.Add(new("config.weights", $"has {weights.Count:N0} entries; there are {SignalName.All.Count} signals"));
        if (!weights.Values.Any(weight => weight > 0)) violations.Add(new("config.weights", $"must have at least one above 0, of {Known}"));
    }

    private static void CheckShare(List<FieldViolation> violations, string field, double value)
    {
        if (value is not (>= 0 and <= 1)) violations.Add(new(field, $"is {value}; it must be from 0 to 1"));
    }

    private static string? Problem(string signal, double weight) =>
        !SignalName.All.Contains(signal, StringComparer.Ordinal) ? $"is no signal; there are {Known}"
        : double.IsNaN(weight) ? "is NaN; it must be a number"
        : weight is 0 or >= Smallest and <= Largest ? null
        : $"is {weight}; it must be 0, or {Smallest} to {Largest:N0}";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._\-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
