using Attune.Matching.Evaluation.Tasks;

namespace Attune.Matching.Evaluation.Scorers;

/// <summary>
/// Okapi BM25: Σ over the words of the playlist of idf · tf (k₁ + 1) / (tf + k₁ (1 − b + b · length / mean length)) · qtf (k₃ + 1) / (qtf + k₃). S. Robertson and H. Zaragoza, "The
/// Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009.
/// </summary>
/// <remarks>idf = ln(1 + (N − df + ½) / (df + ½)): the 1 keeps words that most tracks have from counting against a track.</remarks>
internal sealed class Bm25Scorer(TextCollection texts) : CaseByCaseScorer
{
    public const double K1 = 1.2, B = 0.75, K3 = 8;

    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question)
    {
        var query = texts.Query(question);
        return RankedTrack.Rank(question.CandidateIds, id => Score(query, texts.Track(id)));
    }

    private double Score(TermCounts query, TermCounts track)
    {
        var normalised = K1 * (1 - B + (B * track.Length / texts.MeanLength));
        var score = 0.0;
        foreach (var (term, count) in track.Terms)
            if (query.Terms.TryGetValue(term, out var asked))
                score += Idf(texts.DocumentsWith(term)) * count * (K1 + 1) / (count + normalised) * asked * (K3 + 1) / (asked + K3);
        return score;
    }

    private double Idf(int documents) => Math.Log(1 + ((texts.Count - documents + 0.5) / (documents + 0.5)));
}
