using System.Numerics.Tensors;

namespace Attune.Numerics;

/// <summary>Vectorised single-precision operations on dense vectors of equal length.</summary>
public static class VectorMath
{
    /// <summary>Inner product Σ aᵢbᵢ; 0 for empty vectors.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        RequireSameLength(a.Length, b.Length);
        return TensorPrimitives.Dot(a, b);
    }

    /// <summary>Cosine of two vectors of length 1: their inner product, clamped to [-1, 1] because rounding can pass 1.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float CosineOfUnit(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Math.Clamp(Dot(a, b), -1f, 1f);

    /// <summary>Scales <paramref name="vector"/> to L2 norm 1 in place. The zero vector stays zero.</summary>
    public static void Normalize(Span<float> vector)
    {
        // Dividing by the largest magnitude first keeps the squares of very large and very small numbers in range.
        var largest = vector.IsEmpty ? 0f : Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (largest == 0f)
            return;

        if (largest is > 1e18f or < 1e-18f)
            TensorPrimitives.Divide(vector, largest, vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
    }

    /// <summary><paramref name="target"/> += <paramref name="x"/> × <paramref name="scale"/>, element by element.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> x, float scale)
    {
        RequireSameLength(target.Length, x.Length);
        TensorPrimitives.MultiplyAdd(x, scale, target, target);
    }

    private static void RequireSameLength(int a, int b)
    {
        if (a != b)
            throw new ArgumentException($"The vectors have {a} and {b} dimensions; both must have the same number.");
    }
}
