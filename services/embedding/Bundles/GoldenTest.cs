using Attune.Bundles;
using Attune.Embedding.Inference;

namespace Attune.Embedding.Bundles;

/// <summary>Lets a model embed its golden texts, each alone, before it may serve.</summary>
internal static class GoldenTest
{
    /// <summary>Largest difference of one component. Between machines, sums of floats differ in their last bits; wrong weights, templates or tokens differ by far more.</summary>
    public const float Tolerance = 1e-4f;

    /// <exception cref="BundleRefusedException">A vector differs; model and text are named.</exception>
    public static void Run(Encoder encoder, EncoderManifest manifest)
    {
        float[] actual = new float[manifest.Dimensions];
        foreach (var golden in manifest.Golden)
        {
            using var texts = new TokenizedTexts();
            encoder.Tokenize(golden.Text, golden.InputType, truncate: true, texts);
            encoder.Run(texts, [0], actual);

            // Not "difference <= tolerance" negated: NaN must fail too.
            int worst = Enumerable.Range(0, actual.Length).MaxBy(i => Difference(actual[i], golden.Values[i]));
            if (Difference(actual[worst], golden.Values[worst]) > Tolerance)
            {
                throw new BundleRefusedException(
                    $"Model '{manifest.Name}' failed its self-test on the golden text '{golden.Text}': component {worst} is {actual[worst]}, and {golden.Values[worst]} ± {Tolerance} is expected.");
            }
        }
    }

    private static float Difference(float a, float b) => float.IsFinite(a - b) ? Math.Abs(a - b) : float.PositiveInfinity;
}
