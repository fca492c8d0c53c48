using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Testing;

internal static class Samples
{
    public static readonly string[] Words =
        "river night song guitar slow dance rain summer love city train drums voice melody winter fire road dream ocean light jazz rock piano happy sad loud quiet morning".Split(' ');

    /// <summary>Texts of 1 to 60 words, always the same.</summary>
    public static string[] Texts(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => $"{string.Join(' ', random.GetItems(Words, 1 + random.Next(60)))} {i}")];
    }

    public static EmbedRequest Request(params IEnumerable<string> texts) => new() { InputType = InputType.Document, Texts = { texts } };

    public static double Cosine(IEnumerable<float> a, IEnumerable<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        foreach (var (x, y) in a.Zip(b))
        {
            dot += (double)x * y;
            aa += (double)x * x;
            bb += (double)y * y;
        }

        return dot / Math.Sqrt(aa * bb);
    }
}
