using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Hosting.Errors;

namespace Attune.Matching.Music.Configs;

/// <summary>How the signals are weighed, and what happens to the best. Immutable, and known by its hash.</summary>
internal sealed class MatchConfig
{
    private MatchConfig(IReadOnlyDictionary<string, double> weights, MatchSettings settings, string? storedHash = null)
    {
        Signals = [.. SignalName.All.Where(name => weights.GetValueOrDefault(name) > 0)];
        Weights = [.. Signals.Select(name => weights[name])];
        // Without a stage 2 its weight says nothing, so it must not tell two configurations apart.
        Settings = settings.RerankTop == 0 ? settings with { RerankWeight = 0 } : settings;
        var content = new JsonObject
        {
            ["min_score"] = MinScore, ["min_stage_one_score"] = MinStageOneScore, ["rerank_top"] = RerankTop, ["rerank_weight"] =
                RerankWeight, ["weights"] = WeightsJson(),
        };
        (Content, Hash) = (content.ToJsonString(), storedHash ?? Contracts.Hash.Compute(Versions.MatchingConfig, content));
        StageOneHash = Contracts.Hash.Compute(Versions.MatchingConfig, new JsonObject
        {
            ["stage_one"] = new JsonObject { ["min_stage_one_score"] = MinStageOneScore, ["weights"] = WeightsJson() },
        });
    }

    /// <summary>
    /// What serves until someone chooses otherwise. The vector has read title, artists, genres, moods and themes, so it leads; the taxonomy
    /// knows that hard bop is jazz where the words differ, and the sound tells a calm recording from a wild one of the same genre.
    /// Artist, album and era speak where nothing else does: in a library that has no tags (docs/decisions/0005).
    /// </summary>
    public static MatchConfig BuiltIn { get; } = Of(new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [SignalName.Vector] = 0.6, [SignalName.Genre] = 0.2, [SignalName.Audio] = 0.15,
        [SignalName.Artist] = 0.1, [SignalName.Album] = 0.2, [SignalName.Era] = 0.15,
    }, MatchSettings.Default);

    /// <summary>
    /// <c>mc_v…</c> over everything here but weights of 0: a weight of 0 is as good as none. What an older version stored keeps its hash.
    /// </summary>
    public string Hash { get; }

    /// <summary><c>mc_v…</c> over what stage 1 depends on: the weights above 0 and the threshold behind it.</summary>
    public string StageOneHash { get; }

    /// <summary>What the hash is of, as JSON.</summary>
    public string Content { get; }

    /// <summary>Those that count, in the order of <see cref="SignalName.All"/>.</summary>
    public IReadOnlyList<string> Signals { get; }

    /// <summary>One a signal, above 0.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <inheritdoc cref="MatchSettings"/>
    public MatchSettings Settings { get; }

    /// <inheritdoc cref="MatchSettings.RerankTop"/>
    public int RerankTop => Settings.RerankTop;

    /// <inheritdoc cref="MatchSettings.RerankWeight"/>
    public double RerankWeight => Settings.RerankWeight;

    /// <inheritdoc cref="MatchSettings.MinStageOneScore"/>
    public double MinStageOneScore => Settings.MinStageOneScore;

    /// <inheritdoc cref="MatchSettings.MinScore"/>
    public double MinScore => Settings.MinScore;

    /// <param name="weights">That passed <see cref="ConfigRules"/>.</param>
    /// <param name="settings">That did, too.</param>
    public static MatchConfig Of(IReadOnlyDictionary<string, double> weights, MatchSettings settings) => new(weights, settings);

    /// <summary>Reads what was stored, by this version or an earlier one: what that did not have is off.</summary>
    /// <param name="content">Its <see cref="Content"/>.</param>
    /// <param name="hash">What it is stored under.</param>
    /// <exception cref="PreconditionException">It weighs a signal that this version does not have.</exception>
    public static MatchConfig FromContent(string content, string hash)
    {
        var json = JsonNode.Parse(content)!;
        var weights = json["weights"]!.AsObject()
            .ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<double>(), StringComparer.Ordinal);
        var unknown = weights.Keys.Except(SignalName.All, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new PreconditionException(
                $"The stored configuration weighs {string.Join(", ", unknown)}, which this version of the service does not know. Choose " +
                "another, or run a newer version.");
        return new(weights,
            new MatchSettings(
                (int)Number(json, "rerank_top"), Number(json, "rerank_weight"), Number(json, "min_stage_one_score"),
                Number(json, "min_score")), hash);
    }

    private static double Number(JsonNode json, string name) => json[name]?.GetValue<double>() ?? 0;

    private JsonObject WeightsJson() => new(Signals.Zip(Weights).Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)pair.Second)));
}
