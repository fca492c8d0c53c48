using System.Text.RegularExpressions;
using Attune.Hosting.Errors;
using Attune.Matching.Catalog;
using Attune.Matching.Scoring;

namespace Attune.Matching.Configs;

/// <summary>What is accepted as a configuration; the limits are documented in <c>matching_config_service.proto</c>.</summary>
internal static partial class ConfigRules
{
    private const double Smallest = 0.001, Largest = 1_000;
    private const int LongestReference = 128, MostShown = 32;

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static MatchConfig Check(string name, IDictionary<string, double> weights)
    {
        var violations = new List<FieldViolation>();
        CheckName(violations, name);
        foreach (var (signal, weight) in weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown))
            if (Problem(signal, weight) is { } problem) violations.Add(new($"config.weights[{Quote.Short(signal)}]", problem));
        if (weights.Count > MostShown) violations.Add(new("config.weights", $"has {weights.Count:N0} entries; there are {SignalName.All.Count} signals"));
        if (!weights.Values.Any(weight => weight > 0)) violations.Add(new("config.weights", $"must have at least one above 0, of {Known}"));
        return violations.Count == 0 ? MatchConfig.Of(weights.AsReadOnly()) : throw new InvalidRequestException(violations);
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
        if (name == ConfigChoice.BuiltInName) violations.Add(new("config.name", $"is '{name}', which cannot be changed; choose another name"));
        else if (!NamePattern().IsMatch(name)) violations.Add(new("config.name", "must be 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit"));
        else if (name.StartsWith("mc_", StringComparison.Ordinal)) violations.Add(new("config.name", "begins with 'mc_', as hashes do; choose another name"));
    }

    private static string? Problem(string signal, double weight) =>
        !SignalName.All.Contains(signal, StringComparer.Ordinal) ? $"is no signal; there are {Known}"
        : double.IsNaN(weight) ? "is NaN; it must be a number"
        : weight is 0 or >= Smallest and <= Largest ? null
        : $"is {weight}; it must be 0, or {Smallest} to {Largest:N0}";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._\-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
