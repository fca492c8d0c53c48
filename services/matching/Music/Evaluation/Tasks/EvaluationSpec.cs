using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Evaluation.Metrics;

namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>How a task is made from a catalogue, and what is measured. Known by its hash.</summary>
/// <param name="Seed">0 to 2⁵³ − 1. Another seed is another choice of held-out members and negatives.</param>
/// <param name="Folds">
/// Splits a playlist; its figures are their means. Each split is drawn anew, so a member may be held out in several.
/// </param>
/// <param name="HoldOut">
/// The share of its members that a playlist does not show, above 0, below 1. At least one is held out and two stay.
/// </param>
/// <param name="Negatives">Non-members among the candidates; all of them where the catalogue has fewer.</param>
/// <param name="MinMembers">Playlists with fewer are left out; at least 3.</param>
/// <param name="Cutoffs">K of NDCG@K and Recall@K, ascending.</param>
internal sealed record EvaluationSpec(long Seed, int Folds, double HoldOut, int Negatives, int MinMembers, IReadOnlyList<int> Cutoffs)
{
    /// <summary>Of whoever does not say otherwise, and of the gate.</summary>
    public static EvaluationSpec Default { get;
    } = new(Seed: 1, Folds: 3, HoldOut: 0.3, Negatives: 100, MinMembers: 4, Cutoffs: [5, 10, 20]);

    public MetricSet Metrics => new(Cutoffs);

    /// <summary><c>es_v…</c>.</summary>
    public string Hash => Contracts.Hash.Compute(Versions.EvaluationSpec, ToJson());

    public JsonObject ToJson() => new()
    {
        ["seed"] = Seed, ["folds"] = Folds, ["hold_out"] = HoldOut, ["negatives"] = Negatives, ["min_members"] = MinMembers,
        ["cutoffs"] = new JsonArray([.. Cutoffs.Select(k => JsonValue.Create(k))]),
    };

    public static EvaluationSpec FromJson(string json)
    {
        var node = JsonNode.Parse(json)!;
        return new(
            node["seed"]!.GetValue<long>(), node["folds"]!.GetValue<int>(), node["hold_out"]!.GetValue<double>(),
            node["negatives"]!.GetValue<int>(),
            node["min_members"]!.GetValue<int>(), [.. node["cutoffs"]!.AsArray().Select(k => k!.GetValue<int>())]);
    }
}
