using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>What a run's figures are a function of; equal identities have equal figures.</summary>
/// <param name="Scorer">One of <see cref="ScorerName"/>.</param>
/// <param name="ConfigHash">Of the configuration; empty for a scorer that does not match.</param>
/// <param name="BundleHash">Of the bundle that served.</param>
/// <param name="CatalogHash">Of the catalogue's state.</param>
/// <param name="Spec">How the task was made.</param>
internal sealed record RunIdentity(string Scorer, string ConfigHash, string BundleHash, string CatalogHash, EvaluationSpec Spec)
{
    public static RunIdentity Of(ScorerChoice choice, string bundleHash, string catalogHash, EvaluationSpec spec) =>
        new(choice.Scorer, choice.Config?.Hash ?? "", bundleHash, catalogHash, spec);

    /// <summary><c>er_v…</c>.</summary>
    public string Id => Hash.Compute(Versions.EvaluationRun, new JsonObject
    {
        ["algorithm"] = $"{Versions.MatchingAlgorithm} {Versions.StageOne} {Versions.PlaylistProfile} {Versions.ProfileText}", ["bundle"] =
            BundleHash, ["catalog"] = CatalogHash, ["config"] = ConfigHash,
        ["genres"] = Versions.GenreTaxonomy, ["scorer"] = Scorer, ["spec"] = Spec.Hash,
    });
}
