using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Attune.Training.Classifier;

/// <summary>
/// Loss and gradient over one block of <see cref="PackedRows"/>, four rows at a time. The order of every addition is fixed.
/// </summary>
internal static class SoftmaxKernel
{
    public const int MostFeatures = 64;

    private const int Rows = PackedRows.BlockRows, Lanes = 4;

    /// <summary>
    /// Adds Σ w (log Σ exp(zₖ - max z) + max z - z_y) to <paramref name="loss"/>, lane by lane, and writes w (softmax(z) - onehot(y)) of
    /// every row to <paramref name="errors"/>.
    /// </summary>
    /// <param name="x">The block's values: <paramref name="features"/> × 128.</param>
    /// <param name="features">How many.</param>
    /// <param name="labels">128, 0 to 4.</param>
    /// <param name="weights">128.</param>
    /// <param name="parameters">Five times the weights of the features and, last, the intercept.</param>
    /// <param name="errors">5 × 128.</param>
    /// <param name="loss">Four lanes.</param>
    public static void Errors(
        ref readonly double x, int features, ref readonly double labels, ref readonly double weights, ref readonly double parameters,
        ref double errors, ref Vector256<double> loss)
    {
        var stride = (nuint)features + 1;
        for (nuint row = 0; row < Rows; row += Lanes)
        {
            var z0 = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), stride - 1));
            var z1 = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (2 * stride) - 1));
            var z2 = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (3 * stride) - 1));
            var z3 = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (4 * stride) - 1));
            var z4 = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (5 * stride) - 1));
            for (nuint f = 0; f < (nuint)features; f++)
            {
                var value = Vector256.LoadUnsafe(in x, (f * Rows) + row);
                z0 = Vector256.FusedMultiplyAdd(value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), f)), z0);
                z1 = Vector256.FusedMultiplyAdd(value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), stride + f)), z1);
                z2 = Vector256.FusedMultiplyAdd(value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (2 * stride) + f)), z2);
                z3 = Vector256.FusedMultiplyAdd(value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (3 * stride) + f)), z3);
                z4 = Vector256.FusedMultiplyAdd(value, Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in parameters), (4 * stride) + f)), z4);
            }

            var largest = Vector256.Max(Vector256.Max(Vector256.Max(z0, z1), Vector256.Max(z2, z3)), z4);
            z0 -= largest;
            z1 -= largest;
            z2 -= largest;
            z3 -= largest;
            z4 -= largest;
            var label = Vector256.LoadUnsafe(in labels, row);
            var weight = Vector256.LoadUnsafe(in weights, row);
            Vector256<double> is0 = Is(label, 0), is1 = Is(label, 1), is2 = Is(label, 2), is3 = Is(label, 3), is4 = Is(label, 4);
            var own = (z0 & is0) | (z1 & is1) | (z2 & is2) | (z3 & is3) | (z4 & is4);
            var e0 = VectorFunctions.Exp(z0);
            var e1 = VectorFunctions.Exp(z1);
            var e2 = VectorFunctions.Exp(z2);
            var e3 = VectorFunctions.Exp(z3);
            var e4 = VectorFunctions.Exp(z4);
            var sum = e0 + e1 + e2 + e3 + e4;
            loss = Vector256.FusedMultiplyAdd(weight, VectorFunctions.Log(sum) - own, loss);
            var share = weight / sum;
            ((e0 * share) - (weight & is0)).StoreUnsafe(ref errors, row);
            ((e1 * share) - (weight & is1)).StoreUnsafe(ref errors, Rows + row);
            ((e2 * share) - (weight & is2)).StoreUnsafe(ref errors, (2 * Rows) + row);
            ((e3 * share) - (weight & is3)).StoreUnsafe(ref errors, (3 * Rows) + row);
            ((e4 * share) - (weight & is4)).StoreUnsafe(ref errors, (4 * Rows) + row);
        }
    }

    /// <summary>
    /// Adds Σ errorᶜ xᶠ over the block's rows to <paramref name="gradient"/>; behind the features' the intercept's, Σ errorᶜ.
    /// </summary>
    public static void Gradient(ref readonly double x, int features, ref readonly double errors, Span<double> gradient)
    {
        var stride = features + 1;
        ref var target = ref MemoryMarshal.GetReference(gradient);
        for (var f = 0; f < features; f += 2)
        {
            // Two features at a time, ten sums in registers; the last feature of an odd number comes twice, and its second sums are
            // dropped.
            var second = f + 1 < features ? f + 1 : f;
            Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, b0 = default, b1 = default,
            b2 = default, b3 = default, b4 = default;
            for (nuint row = 0; row < Rows; row += Lanes)
            {
                var a = Vector256.LoadUnsafe(in x, ((nuint)f * Rows) + row);
                var b = Vector256.LoadUnsafe(in x, ((nuint)second * Rows) + row);
                var error = Vector256.LoadUnsafe(in errors, row);
                a0 = Vector256.FusedMultiplyAdd(error, a, a0);
                b0 = Vector256.FusedMultiplyAdd(error, b, b0);
                error = Vector256.LoadUnsafe(in errors, Rows + row);
                a1 = Vector256.FusedMultiplyAdd(error, a, a1);
                b1 = Vector256.FusedMultiplyAdd(error, b, b1);
                error = Vector256.LoadUnsafe(in errors, (2 * Rows) + row);
                a2 = Vector256.FusedMultiplyAdd(error, a, a2);
                b2 = Vector256.FusedMultiplyAdd(error, b, b2);
                error = Vector256.LoadUnsafe(in errors, (3 * Rows) + row);
                a3 = Vector256.FusedMultiplyAdd(error, a, a3);
                b3 = Vector256.FusedMultiplyAdd(error, b, b3);
                error = Vector256.LoadUnsafe(in errors, (4 * Rows) + row);
                a4 = Vector256.FusedMultiplyAdd(error, a, a4);
                b4 = Vector256.FusedMultiplyAdd(error, b, b4);
            }
            Add(ref target, f, stride, a0, a1, a2, a3, a4);
            if (second != f) Add(ref target, second, stride, b0, b1, b2, b3, b4);
        }

        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        for (nuint row = 0; row < Rows; row += Lanes)
        {
            s0 += Vector256.LoadUnsafe(in errors, row);
            s1 += Vector256.LoadUnsafe(in errors, Rows + row);
            s2 += Vector256.LoadUnsafe(in errors, (2 * Rows) + row);
            s3 += Vector256.LoadUnsafe(in errors, (3 * Rows) + row);
            s4 += Vector256.LoadUnsafe(in errors, (4 * Rows) + row);
        }
        Add(ref target, features, stride, s0, s1, s2, s3, s4);
    }

    /// <summary>((l₀ + l₁) + l₂) + l₃, the same on every machine.</summary>
    public static double SumLanes(Vector256<double> value) => value[0] + value[1] + value[2] + value[3];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Is(Vector256<double> label, double tier) => Vector256.Equals(label, Vector256.Create(tier));

    private static void Add(
        ref double gradient, int feature, int stride, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2,
        Vector256<double> c3, Vector256<double> c4)
    {
        Unsafe.Add(ref gradient, feature) += SumLanes(c0);
        Unsafe.Add(ref gradient, stride + feature) += SumLanes(c1);
        Unsafe.Add(ref gradient, (2 * stride) + feature) += SumLanes(c2);
        Unsafe.Add(ref gradient, (3 * stride) + feature) += SumLanes(c3);
        Unsafe.Add(ref gradient, (4 * stride) + feature) += SumLanes(c4);
    }
}
