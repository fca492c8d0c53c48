using System.Numerics.Tensors;
using System.Text;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>
/// Cosine of vectors that words and their runs of 3 to 5 letters are hashed into with a sign, each word weighing as it is rare: what can be
/// had without any training. K. Weinberger, A. Dasgupta, J. Langford, A. Smola and J. Attenberg, "Feature hashing for large scale multitask
/// learning", ICML 2009; letter runs as in P. Bojanowski, E. Grave, A. Joulin and T. Mikolov, "Enriching word vectors with subword
/// information", TACL 5, 2017.
/// </summary>
internal sealed class HashingScorer : IScorer
{
    public const int Dimensions = 1024;

    private const int Shortest = 3, Longest = 5;

    public string Name => ScorerName.Hashing;

    public float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates)
    {
        var all = texts.Concat(candidates).Select(WordForms.CountsOf).ToList();
        var having = all.SelectMany(counts => counts.Terms.Keys).CountBy(term => term, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        float[][] vectors = [.. all.Select(counts => Vector(counts.Terms, term => Math.Log((1.0 + all.Count) / having[term])))];
        var found = vectors[texts.Count..];
        return [.. vectors[..texts.Count].Select(
            text => (float[])[.. found.Select(candidate => TensorPrimitives.Dot<float>(text, candidate))])];
    }

    /// <summary>Scaled to length 1; zeros where there is no word.</summary>
    internal static float[] Vector(IReadOnlyDictionary<string, int> words, Func<string, double> weight)
    {
        var vector = new float[Dimensions];
        foreach (var (word, count) in words)
        {
            string[] features = [.. Features(word)];
            // The square root keeps long words, which have more runs, from outweighing short ones.
            var part = (float)(count * weight(word) / Math.Sqrt(features.Length));
            foreach (var feature in features)
            {
                var hash = Hash(feature);
                vector[hash % Dimensions] += hash >> 31 == 0 ? part : -part;
            }
        }

        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private static IEnumerable<string> Features(string word)
    {
        var marked = $"<{word}>";
        yield return marked;
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var start = 0; start + length <= marked.Length; start++)
                yield return marked.Substring(start, length);
        }
    }

    /// <summary>FNV-1a of the UTF-8 bytes, 32 bits, with a last mixing: its low bits alone are not even.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 16777619;
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }
}
