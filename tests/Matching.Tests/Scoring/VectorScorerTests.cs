using Attune.Matching.Profiles;
using Attune.Matching.Scoring;
using Attune.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Tests.Scoring;

public sealed class VectorScorerTests
{
    [Fact]
    public void Equal_scores_come_in_order_of_ids()
    {
        var matrix = Matrix([1, 0], [0, 1], [1, 0], [1, 0]);
        Assert.Equal(["t0", "t2", "t3", "t1"], VectorScorer.Rank([1, 0], matrix, [], 10).Select(track => track.TrackId));
    }

    [Fact]
    public void Excluded_tracks_do_not_take_a_place()
    {
        var matrix = Matrix([1, 0], [0.6f, 0.8f], [0, 1]);
        Assert.Equal(["t1"], VectorScorer.Rank([1, 0], matrix, ["t0"], 1).Select(track => track.TrackId));
    }

    [Fact]
    public void The_best_are_those_that_sorting_everything_would_give() => Prop.ForAll<int, int>((seed, size) =>
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, Math.Abs(size % 200)).Select(_ => Unit(random, 8)).ToArray();
        var profile = Unit(random, 8);
        var expected = rows
            .Select((row, i) => (Id: $"t{i}", Score: VectorMath.Dot(profile, row), i))
            .OrderByDescending(row => row.Score).ThenBy(row => row.i).Take(7).Select(row => row.Id);
        return VectorScorer.Rank(profile, Matrix(rows), [], 7).Select(track => track.TrackId).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_profile_without_members_is_its_query() => Assert.Equal([0.6f, 0.8f], ProfileVector.From([0.6f, 0.8f], []));

    [Fact]
    public void A_profile_lies_half_way_between_query_and_members()
    {
        var profile = ProfileVector.From([1, 0], [[0, 1], [0, 1]]);
        Assert.Equal(profile[0], profile[1], 6);
        Assert.Equal(1, VectorMath.Dot(profile, profile), 6);
    }

    private static TrackMatrix Matrix(params float[][] rows)
    {
        var matrix = new TrackMatrix([.. rows.Select((_, i) => new TrackLabel($"t{i}", $"T{i}", []))], rows.Length == 0 ? 0 : rows[0].Length);
        for (var i = 0; i < rows.Length; i++) rows[i].CopyTo(matrix.Row(i));
        return matrix;
    }

    private static float[] Unit(Random random, int dims)
    {
        var vector = Enumerable.Range(0, dims).Select(_ => random.NextSingle() - 0.5f).ToArray();
        VectorMath.Normalize(vector);
        return vector;
    }
}
