using Attune.Training.Labels;

namespace Attune.Training.Classifier;

/// <summary>
/// Rows as the kernels read them: in blocks of <see cref="BlockRows"/>, and within a block one feature after the other, so that four rows
/// are one vector and a block stays in the first-level cache. The last block is filled up with rows of weight 0.
/// </summary>
internal sealed class PackedRows
{
    /// <summary>15 features of so many rows, and five classes, are 20 KiB.</summary>
    public const int BlockRows = 128;

    public const int Classes = TierEdges.Tiers;

    private PackedRows(int count, int features)
    {
        (Count, Features) = (count, features);
        Blocks = (count + BlockRows - 1) / BlockRows;
        Values = new double[(long)Blocks * BlockRows * features];
        Labels = new double[Blocks * BlockRows];
        Weights = new double[Blocks * BlockRows];
    }

    public int Count { get; }
    public int Features { get; }
    public int Blocks { get; }

    /// <summary>Block after block; in it feature after feature; in it row after row.</summary>
    public double[] Values { get; }

    /// <summary>0 to 4.</summary>
    public double[] Labels { get; }

    /// <summary>How much a row counts; that of its class.</summary>
    public double[] Weights { get; }

    /// <summary>Whether the class has any row.</summary>
    public bool[] IsPresent { get; } = new bool[Classes];

    public double TotalWeight { get; private set; }

    /// <param name="values"><paramref name="features"/> finite numbers a row, one row after the other.</param>
    /// <param name="features">Numbers in a row, 1 to 64.</param>
    /// <param name="rows">Those that are taken, in this order.</param>
    /// <param name="tiers">Of the rows taken, 1 to 5.</param>
    /// <param name="balanced">Whether each class counts as much as the others, n / (k nᶜ) a row; else each row counts 1.</param>
    /// <param name="scale">Applied to every row.</param>
    public static PackedRows Create(
        ReadOnlySpan<double> values, int features, ReadOnlySpan<int> rows, ReadOnlySpan<int> tiers, bool balanced, Standardisation scale)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(features, SoftmaxKernel.MostFeatures);
        var packed = new PackedRows(rows.Length, features);
        Span<int> counts = stackalloc int[Classes];
        foreach (var tier in tiers) counts[tier - 1]++;
        var present = 0;
        for (var c = 0; c < Classes; c++)
        {
            packed.IsPresent[c] = counts[c] > 0;
            present += counts[c] > 0 ? 1 : 0;
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var start = ((long)(i / BlockRows) * BlockRows * features) + (i % BlockRows);
            for (var f = 0; f < features; f++)
                packed.Values[start + ((long)f * BlockRows)] = scale.Apply(f, values[(rows[i] * features) + f]);
            packed.Labels[i] = tiers[i] - 1;
            packed.Weights[i] = balanced ? rows.Length / ((double)present * counts[tiers[i] - 1]) : 1;
            packed.TotalWeight += packed.Weights[i];
        }
        return packed;
    }
}
