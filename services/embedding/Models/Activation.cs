namespace Attune.Embedding.Models;

internal static class Activation
{
    /// <summary>1 / (1 + e^-x), 0 to 1, whatever the size of <paramref name="x"/>.</summary>
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
