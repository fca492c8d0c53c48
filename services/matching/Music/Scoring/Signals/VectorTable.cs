namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>Vectors of one length, row after row, in chunks of memory that a catalogue of any size fits into.</summary>
internal sealed class VectorTable
{
    // A multiple of Tile.MostTracks, so that no block of tracks lies in two chunks.
    private const int RowsPerChunk = 16 * Tile.MostTracks;

    private readonly float[][] _chunks;

    public VectorTable(int rows, int dims)
    {
        (Count, Dims) = (rows, dims);
        _chunks = new float[(rows + RowsPerChunk - 1) / RowsPerChunk][];
        for (var i = 0; i < _chunks.Length; i++)
            _chunks[i] = GC.AllocateUninitializedArray<float>(Math.Min(RowsPerChunk, rows - (i * RowsPerChunk)) * dims);
    }

    public int Count { get; }

    public int Dims { get; }

    public static VectorTable Of(IReadOnlyList<float[]> vectors, int dims)
    {
        var table = new VectorTable(vectors.Count, dims);
        for (var i = 0; i < vectors.Count; i++) vectors[i].CopyTo(table.Rows(i, 1));
        return table;
    }

    /// <param name="first">A multiple of <see cref="Tile.MostTracks"/> when there are several.</param>
    /// <param name="count">At most <see cref="Tile.MostTracks"/>.</param>
    public Span<float> Rows(int first, int count) => _chunks[first / RowsPerChunk].AsSpan(first % RowsPerChunk * Dims, count * Dims);
}
