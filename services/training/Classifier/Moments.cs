using System.Runtime.Intrinsics;

namespace Attune.Training.Classifier;

/// <summary>Second moments of the rows of a block.</summary>
internal static class Moments
{
    /// <summary>Adds Σ w x̃ x̃ᵀ with x̃ = (x, 1) to a square matrix.</summary>
    /// <param name="rows">Where the block is.</param>
    /// <param name="block">Its number.</param>
    /// <param name="weights">128, one a row.</param>
    /// <param name="target">One row and column a feature, and one for the intercept.</param>
    public static void Add(PackedRows rows, int block, ReadOnlySpan<double> weights, Span<double> target)
    {
        var stride = rows.Features + 1;
        var values = rows.Values.AsSpan(block * PackedRows.BlockRows * rows.Features, PackedRows.BlockRows * rows.Features);
        Span<double> weighted = stackalloc double[PackedRows.BlockRows];
        for (var i = 0; i < stride; i++)
        {
            for (var row = 0; row < PackedRows.BlockRows; row++)
                weighted[row] = weights[row] * (i < rows.Features ? values[(i * PackedRows.BlockRows) + row] : 1);
            for (var j = 0; j <= i; j++)
            {
                Vector256<double> sum = default;
                for (var row = 0; row < PackedRows.BlockRows; row += Vector256<double>.Count)
                {
                    var a = Vector256.Create((ReadOnlySpan<double>)weighted[row..]);
                    sum = j < rows.Features
                        ? Vector256.FusedMultiplyAdd(
                            a, Vector256.Create((ReadOnlySpan<double>)values[((j * PackedRows.BlockRows) + row)..]), sum)
                        : sum + a;
                }
                var added = SoftmaxKernel.SumLanes(sum);
                target[(i * stride) + j] += added;
                if (i != j) target[(j * stride) + i] += added;
            }
        }
    }
}
