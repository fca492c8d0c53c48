using Attune.Matching.Music.Scoring.Signals;
using Attune.Numerics;

namespace Attune.Matching.Unit.Scoring;

public sealed class VectorSignalTests
{
    [Fact]
    public void The_same_direction_is_1_a_right_angle_a_half_and_the_opposite_0()
    {
        var values = new float[Tile.Size];
        new VectorSignal([1, 0], VectorTable.Of([[1, 0], [0, 1], [-1, 0]], 2)).Score(new Tile(0, 1, 0, 3), values);
        Assert.Equal([1, 0.5f, 0], values[..3]);
    }

    [Fact]
    public void Rows_beyond_the_first_chunk_are_where_they_were_put()
    {
        float[][] rows = [.. Enumerable.Range(0, 2_500).Select(i => new float[] { i })];
        var table = VectorTable.Of(rows, 1);
        Assert.Equal(rows.Select(row => row[0]), Enumerable.Range(0, rows.Length).Select(i => table.Rows(i, 1)[0]));
        Assert.Equal(rows[2_432..2_496].Select(row => row[0]), table.Rows(2_432, 64).ToArray());
    }

    internal static VectorSignal Random(Random random, int playlists, int tracks, int dims) => new(
        [.. Enumerable.Range(0, playlists).SelectMany(_ => Unit(random, dims))],
        VectorTable.Of([.. Enumerable.Range(0, tracks).Select(_ => Unit(random, dims))], dims));

    private static float[] Unit(Random random, int dims)
    {
        var vector = Enumerable.Range(0, dims).Select(_ => random.NextSingle() - 0.5f).ToArray();
        VectorMath.Normalize(vector);
        return vector;
    }
}
