using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>Something that puts candidates in an order. A pure function of the question and of what the scorer was made with.</summary>
internal interface IScorer
{
    /// <returns>
    /// One ranking a question, best first, of its candidates and nothing else. Candidates that it has nothing to say about may be missing.
    /// </returns>
    Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        IReadOnlyList<ScoringQuestion> questions, CancellationToken cancellationToken);
}
