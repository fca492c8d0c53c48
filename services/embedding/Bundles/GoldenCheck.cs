using Attune.Bundles;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;
using Attune.Numerics;

namespace Attune.Embedding.Bundles;

/// <summary>The golden outputs of a model: what to run, and what must come of it.</summary>
internal sealed class GoldenCheck : IDisposable
{
    private readonly List<Func<float[][], GoldenTolerance, string?>> _expectations = [];

    public GoldenCheck(Model model)
    {
        switch (model)
        {
            case EncoderModel encoder:
                Expect(encoder);
                break;
            case RerankModel { Manifest: CrossEncoderManifest manifest } reranker:
                Expect(reranker, manifest.Golden);
                break;
            case RerankModel { Manifest: CausalYesNoManifest manifest } reranker:
                Expect(reranker, manifest.Golden);
                break;
            case MultiLabelModel labels:
                Expect(labels);
                break;
            default:
                throw new NotSupportedException($"Kind '{model.Manifest.Kind}' has no golden check.");
        }
    }

    public Sequences Sequences { get; } = new();

    /// <summary>The first thing that is not as it must be; null where all is.</summary>
    /// <param name="rows">What the model made of each sequence.</param>
    public string? Problem(float[][] rows, GoldenTolerance tolerance) =>
        _expectations.Select(x => x(rows, tolerance)).FirstOrDefault(x => x is not null);

    public void Dispose() => Sequences.Dispose();

    private void Expect(EncoderModel model)
    {
        foreach (var golden in model.Manifest.Golden)
        {
            var row = Sequences.Count;
            model.Tokenize(golden.Text, golden.InputType, task: null, truncate: true, Sequences);
            _expectations.Add(
                (rows, tolerance) => Compare(
                    $"the golden text '{golden.Text}'", "component", rows[row], golden.Values, tolerance.Component));
        }

        foreach (var golden in model.Manifest.GoldenSimilarities)
        {
            var row = Sequences.Count;
            model.Tokenize(golden.Query, TextRole.Query, task: null, truncate: true, Sequences);
            model.Tokenize(golden.Document, TextRole.Document, task: null, truncate: true, Sequences);
            _expectations.Add(
                (rows, tolerance) => Compare(
                    $"the similarity of '{golden.Query}' and '{golden.Document}'", "cosine", [Cosine(rows[row], rows[row + 1])],
                    [golden.Cosine], tolerance.Cosine));
        }
    }

    private void Expect(RerankModel model, IReadOnlyList<GoldenPair> pairs)
    {
        foreach (var golden in pairs)
        {
            var row = Sequences.Count;
            model.Tokenize(golden.Query, golden.Document, task: null, truncate: true, Sequences);
            var subject = $"the golden pair '{golden.Query}' and '{golden.Document}'";
            _expectations.Add((rows, tolerance) => Compare(subject, "score", rows[row], [golden.Score], tolerance.Probability));
        }
    }

    private void Expect(MultiLabelModel model)
    {
        foreach (var golden in model.Manifest.Golden)
        {
            var row = Sequences.Count;
            model.Tokenize(golden.Text, truncate: true, Sequences);
            _expectations.Add(
                (rows, tolerance) => Compare($"the golden text '{golden.Text}'", "label", rows[row], golden.Values, tolerance.Probability));
        }
    }

    private static string? Compare(string subject, string what, ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails too.
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance))
                return $"{subject}: {what} {(expected.Length == 1 ? "" : $"{i} ")}is {actual[i]}, and {expected[i]} ± {tolerance} is " +
                    "expected";
        }

        return null;
    }

    private static float Cosine(float[] a, float[] b) => VectorMath.Dot(a, b) / MathF.Sqrt(VectorMath.Dot(a, a) * VectorMath.Dot(b, b));
}
