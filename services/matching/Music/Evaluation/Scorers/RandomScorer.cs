using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>Knows nothing: an order by hashes.</summary>
internal sealed class RandomScorer(long seed) : CaseByCaseScorer
{
    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question)
    {
        var order = new SeededOrder(seed, "random scorer", question.Fold, question.PlaylistId).Sort(question.CandidateIds);
        return [.. order.Select((id, i) => new RankedTrack(id, 1 - ((double)i / order.Length)))];
    }
}
