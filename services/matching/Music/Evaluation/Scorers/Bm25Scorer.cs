using Attune.Evaluation.Words;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>The words of the playlist against those of the track, by <see cref="Bm25"/>.</summary>
internal sealed class Bm25Scorer(TextCollection texts) : CaseByCaseScorer
{
    private readonly Bm25 _bm25 = new(texts.Count, texts.MeanLength);

    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question)
    {
        var query = texts.Query(question);
        return RankedTrack.Rank(question.CandidateIds, id => Score(query, texts.Track(id)));
    }

    private double Score(TermCounts query, TermCounts track)
    {
        var score = 0.0;
        foreach (var (term, count) in track.Terms)
            if (query.Terms.TryGetValue(term, out var asked))
                score += _bm25.Idf(texts.DocumentsWith(term)) * _bm25.Weight(count, track.Length) * Bm25.Asked(asked);
        return score;
    }
}
