namespace Attune.Embedding.Models;

/// <summary>
/// From logits to probabilities. Computed in double precision and rounded once: in single precision e^89 is infinite already, so that
/// 1e-39 would be 0.
/// </summary>
internal static class Activation
{
    /// <summary>1 / (1 + e^-x), 0 to 1, whatever the size of <paramref name="x"/>.</summary>
    public static float Sigmoid(float x) => (float)(1 / (1 + Math.Exp(-(double)x)));

    /// <summary>The logarithm of the sigmoid, 0 or less; finite where <paramref name="x"/> is.</summary>
    public static double LogSigmoid(float x) => x >= 0 ? -Math.Log(1 + Math.Exp(-(double)x)) : x - Math.Log(1 + Math.Exp((double)x));

    /// <summary>
    /// What the sigmoid makes of it is the first number of the softmax over two: e^a / (e^a + e^b). Two finite numbers have a finite one.
    /// </summary>
    public static float LogOdds(float a, float b) => float.IsFinite(a) && float.IsFinite(b)
        ? Math.Clamp(a - b, -float.MaxValue, float.MaxValue)
        : a - b;
}
