using Attune.Evaluation.Words;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>
/// Cosine of weighted word vectors, each word weighing (1 + ln tf) · ln(N / df) in the playlist and in the track ("ltc.ltc"): C. D.
/// Manning, P. Raghavan and H. Schütze, "Introduction to Information Retrieval", Cambridge University Press 2008, section 6.4.
/// </summary>
internal sealed class TfIdfScorer(TextCollection texts) : CaseByCaseScorer
{
    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question)
    {
        var query = Weights(texts.Query(question));
        return RankedTrack.Rank(question.CandidateIds, id => Cosine(query, Weights(texts.Track(id))));
    }

    private Dictionary<string, double> Weights(TermCounts counts)
    {
        var weights = new Dictionary<string, double>(counts.Terms.Count, StringComparer.Ordinal);
        foreach (var (term, count) in counts.Terms)
            if (texts.DocumentsWith(term) is var documents and > 0)
                weights[term] = (1 + Math.Log(count)) * Math.Log((double)texts.Count / documents);
        return weights;
    }

    private static double Cosine(Dictionary<string, double> query, Dictionary<string, double> track)
    {
        var dot = track.Sum(entry => entry.Value * query.GetValueOrDefault(entry.Key));
        return dot == 0 ? 0 : dot / Math.Sqrt(query.Values.Sum(weight => weight * weight) * track.Values.Sum(weight => weight * weight));
    }
}
