namespace Attune.Matching.Scoring;

/// <summary>
/// Tracks with their unit vectors in one block of memory, row by row, in order of their ids: the order of rows is the order of ties.
/// </summary>
internal sealed class TrackMatrix(IReadOnlyList<TrackLabel> labels, int dims)
{
    private readonly float[] _values = new float[(long)labels.Count * dims];

    public int Count => labels.Count;

    public TrackLabel this[int row] => labels[row];

    public Span<float> Row(int row) => _values.AsSpan(row * dims, dims);
}
