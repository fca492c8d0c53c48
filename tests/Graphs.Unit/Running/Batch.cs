namespace Attune.Graphs.Unit.Running;

/// <summary>Token ids of several rows, filled up to one length.</summary>
internal sealed class Batch
{
    public Batch(IReadOnlyList<long[]> rows, long padding = 0, bool left = false)
    {
        Rows = rows.Count;
        Length = rows.Max(x => x.Length);
        Lengths = [.. rows.Select(x => x.Length)];
        Left = left;
        Ids = new long[Rows * Length];
        Mask = new long[Ids.Length];
        Positions = new long[Ids.Length];
        Types = new long[Ids.Length];
        Array.Fill(Ids, padding);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Lengths[row]; i++)
            {
                var at = Index(row, i);
                Ids[at] = rows[row][i];
                Mask[at] = 1;
                Positions[at] = i;
                // The second half of a row is its second segment.
                Types[at] = i * 2 / Lengths[row];
            }
        }
    }

    public int Rows { get; }

    public int Length { get; }

    public int[] Lengths { get; }

    public bool Left { get; }

    public long[] Ids { get; }

    public long[] Mask { get; }

    public long[] Positions { get; }

    public long[] Types { get; }

    /// <summary>Rows of random tokens; ids start at 2, since 1 pads RoBERTa's.</summary>
    public static long[][] RandomRows(int vocabulary, params int[] lengths)
    {
        var random = new Random(7);
        return [.. lengths.Select(x => Enumerable.Range(0, x).Select(_ => (long)random.Next(2, vocabulary)).ToArray())];
    }

    /// <summary>Where the token of a row is among all positions.</summary>
    public int Index(int row, int token) => (row * Length) + (Left ? Length - Lengths[row] : 0) + token;
}
