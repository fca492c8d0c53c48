using System.Runtime.InteropServices;
using Attune.Bundles;

namespace Attune.Embedding.Bundles;

/// <summary>How far a model may be from its golden outputs, and from itself in another batch.</summary>
/// <param name="Component">Largest difference of one component of a vector.</param>
/// <param name="Cosine">Largest difference of a cosine.</param>
/// <param name="Probability">Largest difference of a score or of a label's probability.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GoldenTolerance(float Component, float Cosine, float Probability)
{
    // Between machines, and between a text alone and in a batch, sums of floats differ in their last bits; wrong weights, templates or
    // tokens differ by far more.
    private const float FullPrecision = 1e-4f;

    // Half precision keeps 11 bits of a number and loses about 1e-3 over some dozens of layers. A ranking stands that. Where attention
    // overflows or long sums are added up in half precision, the loss is far larger. A component of a vector of length 1 is small itself.
    private const float HalfComponent = 1e-3f, HalfCosine = 2e-3f, HalfProbability = 5e-3f;

    public static GoldenTolerance Batching(Precision precision) => precision == Precision.Fp16
        ? new(HalfComponent, HalfCosine, HalfProbability)
        : new(FullPrecision, FullPrecision, FullPrecision);

    /// <summary>What the manifest states is the least: golden outputs may have been published rounded.</summary>
    public static GoldenTolerance For(ModelManifest manifest, Precision precision)
    {
        var own = Batching(precision);
        var stated = manifest.Tolerance ?? 0;
        return new(Math.Max(stated, own.Component), Math.Max(stated, own.Cosine), Math.Max(stated, own.Probability));
    }
}
