using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>What scorers are made from, all of one snapshot.</summary>
/// <param name="Spec">Whose seed random scorers take.</param>
/// <param name="Catalog">Everything that there is.</param>
/// <param name="Task">What is asked.</param>
/// <param name="Matching">Where the matching code is.</param>
/// <param name="Inputs">Null when no scorer matches.</param>
/// <param name="Texts">Null when no scorer reads them.</param>
internal sealed record ScorerMaterial(
    EvaluationSpec Spec, CatalogListing Catalog, EvaluationTask Task, MatchingAdapter Matching, MatchingInputs? Inputs,
    TextCollection? Texts)
{
    public IScorer Make(ScorerChoice choice) => choice.Scorer switch
    {
        ScorerName.Random => new RandomScorer(Spec.Seed),
        ScorerName.Popularity => new PopularityScorer(Catalog),
        ScorerName.Oracle => new OracleScorer(Task),
        ScorerName.TfIdf => new TfIdfScorer(Texts!),
        ScorerName.Bm25 => new Bm25Scorer(Texts!),
        ScorerName.Matching => new MatchingScorer(Matching, Inputs!, choice.Config!),
        ScorerName.Shuffled => new ShuffledScorer(new MatchingScorer(Matching, Inputs!, choice.Config!), Spec.Seed),
        _ => throw new InvalidOperationException($"There is no scorer '{choice.Scorer}'."),
    };
}
