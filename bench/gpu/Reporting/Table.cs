using System.Text;
using System.Text.Json;
using Attune.Bench.Gpu.Workloads;

namespace Attune.Bench.Gpu.Reporting;

/// <summary>A table in Markdown.</summary>
internal static class Table
{
    public static string Of(string reference, IEnumerable<string> others)
    {
        var expected = Read(reference).ToDictionary(x => x.Model, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var model in others.SelectMany(Read).GroupBy(x => x.Model, StringComparer.Ordinal))
        {
            var sizes = model.SelectMany(x => x.Timings).Select(x => (x.Rows, x.Length)).Distinct().ToArray();
            text.AppendLine().AppendLine($"{model.Key}: off from {expected[model.Key].Runtime}; thousand tokens/s by batch (texts × tokens)").AppendLine();
            text.AppendLine($"| | off by |{string.Concat(sizes.Select(x => $" {x.Rows} × {x.Length} |"))}");
            text.AppendLine($"|---|---|{string.Concat(sizes.Select(_ => "---|"))}");
            foreach (var result in model)
            {
                var cells = sizes.Select(x => result.Timings.FirstOrDefault(t => (t.Rows, t.Length) == x) is { } timing ? $" {timing.TokensPerSecond / 1000:N1} |" : " – |");
                text.AppendLine($"| {result.Runtime} | {Off(expected[model.Key], result)} |{string.Concat(cells)}");
            }
        }

        return text.ToString();
    }

    /// <summary>The worst of all texts: 1 − cosine of vectors, or the difference of scores.</summary>
    private static string Off(Result expected, Result actual)
    {
        var pairs = expected.Rows.Zip(actual.Rows);
        return expected.Rows[0].Length == 2
            ? $"score {pairs.Max(x => Math.Abs(Score(x.First) - Score(x.Second))):0.0E+0}"
            : $"1 − cos {pairs.Max(x => 1 - Cosine(x.First, x.Second)):0.0E+0}";
    }

    private static double Score(float[] logits) => 1 / (1 + Math.Exp(logits[0] - logits[1]));

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return dot / Math.Sqrt(aa * bb);
    }

    private static Result[] Read(string path) => JsonSerializer.Deserialize<Result[]>(File.ReadAllText(path), Plan.Json)!;
}
