using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Hosting.Errors;
using Attune.Matching.Scoring;

namespace Attune.Matching.Configs;

/// <summary>How the signals are weighed. Immutable, and known by its hash.</summary>
internal sealed class MatchConfig
{
    private MatchConfig(IReadOnlyDictionary<string, double> weights)
    {
        Signals = [.. SignalName.All.Where(name => weights.GetValueOrDefault(name) > 0)];
        Weights = [.. Signals.Select(name => weights[name])];
        var json = new JsonObject { ["weights"] = new JsonObject(Signals.Zip(Weights).Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)pair.Second))) };
        (Content, Hash) = (json.ToJsonString(), Contracts.Hash.Compute(Versions.MatchingConfig, json));
    }

    /// <summary>
    /// What serves until someone chooses otherwise. The vector has read title, artists, genres, moods and themes, so it leads; the taxonomy knows that
    /// hard bop is jazz where the words differ, and the sound tells a calm recording from a wild one of the same genre.
    /// </summary>
    public static MatchConfig BuiltIn { get; } = Of(new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [SignalName.Vector] = 0.6, [SignalName.Genre] = 0.25, [SignalName.Audio] = 0.15,
    });

    /// <summary><c>mc_v…</c> over the weights above 0: a weight of 0 is as good as none.</summary>
    public string Hash { get; }

    /// <summary>What the hash is of, as JSON.</summary>
    public string Content { get; }

    /// <summary>Those that count, in the order of <see cref="SignalName.All"/>.</summary>
    public IReadOnlyList<string> Signals { get; }

    /// <summary>One a signal, above 0.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <param name="weights">That passed <see cref="ConfigRules"/>.</param>
    public static MatchConfig Of(IReadOnlyDictionary<string, double> weights) => new(weights);

    /// <exception cref="PreconditionException">It weighs a signal that this version does not have.</exception>
    public static MatchConfig FromContent(string content)
    {
        var weights = JsonNode.Parse(content)!["weights"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<double>(), StringComparer.Ordinal);
        var unknown = weights.Keys.Except(SignalName.All, StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? new(weights)
            : throw new PreconditionException($"The stored configuration weighs {string.Join(", ", unknown)}, which this version of the service does not know. Choose another, or run a newer version.");
    }
}
