using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>Knows the answer, and must get a full mark.</summary>
internal sealed class OracleScorer(EvaluationTask task) : CaseByCaseScorer
{
    private readonly Dictionary<(string, int), IReadOnlySet<string>> _answers =
        task.Cases.ToDictionary(one => (one.Question.PlaylistId, one.Question.Fold), one => one.HeldOut);

    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question)
    {
        var answer = _answers[(question.PlaylistId, question.Fold)];
        return RankedTrack.Rank(question.CandidateIds, id => answer.Contains(id) ? 1 : 0);
    }
}
