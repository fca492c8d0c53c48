using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>A scorer that gains nothing from seeing several questions at once.</summary>
internal abstract class CaseByCaseScorer : IScorer
{
    public Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        IReadOnlyList<ScoringQuestion> questions, CancellationToken cancellationToken)
    {
        var rankings = new List<IReadOnlyList<RankedTrack>>(questions.Count);
        foreach (var question in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rankings.Add(Rank(question));
        }
        return Task.FromResult<IReadOnlyList<IReadOnlyList<RankedTrack>>>(rankings);
    }

    protected abstract IReadOnlyList<RankedTrack> Rank(ScoringQuestion question);
}
