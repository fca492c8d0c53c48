using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Attune.Training.Classifier;

/// <summary>
/// exp and log of four numbers at once. Built of additions, multiplications and fused multiply-adds in a fixed order, so that every machine
/// gets the same bits; the runtime's own choose by machine whether they fuse.
/// </summary>
internal static class VectorFunctions
{
    private const double Log2E = 1.4426950408889634, Ln2High = 6.93145751953125e-1, Ln2Low = 1.42860682030941723212e-6;

    /// <summary>1.5 × 2⁵²: adding it rounds to a whole number, which then stands in the low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>e to the power of <paramref name="x"/>, within 2 units in the last place; below -708, e⁻⁷⁰⁸.</summary>
    /// <param name="x">At most 708.</param>
    /// <remarks>
    /// x = n ln 2 + r with |r| ≤ ln 2 / 2, Taylor's series of eʳ to the 13th power (its rest is below 2⁻⁵⁷), and n added to the exponent.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Max(x, Vector256.Create(-708.0));
        var shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Rounder));
        var n = shifted - Vector256.Create(Rounder);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var p = Vector256.Create(1.0 / 6227020800);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 479001600));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 39916800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 3628800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 362880));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 40320));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 5040));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 720));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 120));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 24));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<double>.One);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<double>.One);
        return (p.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>Natural logarithm, within 2 units in the last place.</summary>
    /// <param name="x">Finite and at least √½.</param>
    /// <remarks>x = 2ᵉ m with √½ ≤ m &lt; √2, and log m = 2 artanh f with f = (m - 1) / (m + 1), whose series is cut behind f²³.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        const long rootOfHalf = 0x3FE6A09E667F3BCC;
        var e = Vector256.ShiftRightLogical(x.AsInt64() - Vector256.Create(rootOfHalf), 52);
        var m = (x.AsInt64() - Vector256.ShiftLeft(e, 52)).AsDouble();
        var f = (m - Vector256<double>.One) / (m + Vector256<double>.One);
        var g = f * f;
        var s = Vector256.Create(1.0 / 23);
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 21));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 19));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 17));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 15));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 13));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 11));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 9));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 7));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 5));
        s = Vector256.FusedMultiplyAdd(s, g, Vector256.Create(1.0 / 3));
        var log = Vector256.FusedMultiplyAdd(f * g, s + s, f + f);
        // As the low bits of Rounder, a whole number becomes a floating one.
        var exponent = (e + Vector256.Create(BitConverter.DoubleToInt64Bits(Rounder))).AsDouble() - Vector256.Create(Rounder);
        return Vector256.FusedMultiplyAdd(
            exponent, Vector256.Create(Ln2High), Vector256.FusedMultiplyAdd(exponent, Vector256.Create(Ln2Low), log));
    }
}
