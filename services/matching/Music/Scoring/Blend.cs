using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Music.Scoring;

/// <summary>
/// The score of a pair: Σ wᵢvᵢ / Σ wᵢ over the signals that the pair has. One that it lacks is neutral: the others share its weight in
/// proportion, as if it had not been asked for. A pair without any signal has no score (NaN) and is not ranked.
/// </summary>
internal static class Blend
{
    /// <summary>Adds one signal's values to what is there of the others.</summary>
    public static void Add(float weight, ReadOnlySpan<float> values, Span<float> sums, Span<float> weights)
    {
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var s = ref MemoryMarshal.GetReference(sums);
        ref var w = ref MemoryMarshal.GetReference(weights);
        for (nuint i = 0; i < (nuint)values.Length; i += Tile.Lanes)
        {
            var value = Vector256.LoadUnsafe(in v, i);
            var share = Vector256.Create(weight) & Vector256.Equals(value, value);
            (Vector256.LoadUnsafe(in s, i) + (value * weight & Vector256.Equals(value, value))).StoreUnsafe(ref s, i);
            (Vector256.LoadUnsafe(in w, i) + share).StoreUnsafe(ref w, i);
        }
    }

    /// <summary>Turns the sums into scores, 0 to 1 or NaN.</summary>
    public static void Finish(Span<float> sums, ReadOnlySpan<float> weights)
    {
        ref var s = ref MemoryMarshal.GetReference(sums);
        ref var w = ref MemoryMarshal.GetReference(weights);
        for (nuint i = 0; i < (nuint)sums.Length; i += Tile.Lanes)
            Vector256.Min(Vector256.LoadUnsafe(in s, i) / Vector256.LoadUnsafe(in w, i), Vector256<float>.One).StoreUnsafe(ref s, i);
    }

    /// <summary>
    /// What each signal of a pair weighed: the weights over the signals that are there, adding up to 1; 0 for the others.
    /// </summary>
    public static double[] WeightsUsed(IReadOnlyList<double> weights, IReadOnlyList<float> values)
    {
        var total = weights.Where((_, i) => !float.IsNaN(values[i])).Sum();
        return [.. weights.Select((weight, i) => float.IsNaN(values[i]) ? 0 : weight / total)];
    }
}
