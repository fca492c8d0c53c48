using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>Accuracy at 1 on a task of categories, mean reciprocal rank on one of retrieval.</summary>
/// <param name="Chance">What a random order gives, by formula.</param>
internal sealed record TaskResult(
    string Task, SetGroup Group, bool IsRetrieval, int Items, int Candidates, double Chance, IReadOnlyList<ScorerResult> Scorers,
    IReadOnlyList<ScorerComparison> Comparisons)
{
    /// <summary>Null where the scorer was not run.</summary>
    public ScorerResult? Of(string scorer) => Scorers.FirstOrDefault(x => x.Scorer == scorer);

    /// <summary>Compares the bundle's models item by item with what they should beat.</summary>
    public static IReadOnlyList<ScorerComparison> Compare(IReadOnlyList<ScorerResult> results)
    {
        (string System, string Baseline)[] pairs =
        [
            (ScorerName.Embedder, ScorerName.Bm25), (ScorerName.Embedder, ScorerName.Hashing), (ScorerName.Reranker, ScorerName.Bm25),
            (ScorerName.Reranker, ScorerName.Embedder),
            (ScorerName.TwoStage, ScorerName.Bm25), (ScorerName.TwoStage, ScorerName.Embedder),
            (ScorerName.Blend, ScorerName.Bm25), (ScorerName.Blend, ScorerName.Embedder),
        ];
        var comparisons =
            from pair in pairs
            let system = results.FirstOrDefault(x => x.Scorer == pair.System)
            let baseline = results.FirstOrDefault(x => x.Scorer == pair.Baseline)
            where system is not null && baseline is not null
            select ScorerComparison.Of(system, baseline);
        return [.. comparisons];
    }
}
