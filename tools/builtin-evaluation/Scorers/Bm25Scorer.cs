using Attune.Evaluation.Words;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>
/// Word overlap by <see cref="Bm25"/>. How rare a word is comes from whichever of texts and candidates are more: a handful of categories
/// says little about it.
/// </summary>
internal sealed class Bm25Scorer : IScorer
{
    public string Name => ScorerName.Bm25;

    public float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates)
    {
        TermCounts[] asking = [.. texts.Select(WordForms.CountsOf)], found = [.. candidates.Select(WordForms.CountsOf)];
        var collection = asking.Length > found.Length ? asking : found;
        var having = collection.SelectMany(counts => counts.Terms.Keys).CountBy(term => term, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var bm25 = new Bm25(collection.Length, found.Average(counts => counts.Length));
        var postings = Postings(found, bm25);
        return [.. asking.Select(counts => Row(counts, found.Length, term => bm25.Idf(having.GetValueOrDefault(term)), postings))];
    }

    private static Dictionary<string, List<(int Candidate, double Weight)>> Postings(TermCounts[] candidates, Bm25 bm25)
    {
        var postings = new Dictionary<string, List<(int, double)>>(StringComparer.Ordinal);
        foreach (var (i, counts) in candidates.Index())
        {
            foreach (var (term, count) in counts.Terms)
            {
                if (!postings.TryGetValue(term, out var list))
                    postings[term] = list = [];
                list.Add((i, bm25.Weight(count, counts.Length)));
            }
        }

        return postings;
    }

    private static float[] Row(
        TermCounts text, int candidates, Func<string, double> idf, Dictionary<string, List<(int Candidate, double Weight)>> postings)
    {
        var sums = new double[candidates];
        foreach (var (term, count) in text.Terms)
        {
            if (!postings.TryGetValue(term, out var list))
                continue;
            var weight = idf(term) * Bm25.Asked(count);
            foreach (var (candidate, part) in list)
                sums[candidate] += weight * part;
        }

        return [.. sums.Select(sum => (float)sum)];
    }
}
