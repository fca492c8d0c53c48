using Attune.Hosting.Errors;
using Attune.Matching.Music.Scoring.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Scoring;

public sealed class EmotionSignalTests
{
    [Fact]
    public void Equal_distributions_are_1_and_disjoint_ones_0()
    {
        Assert.Equal(1, Similarity([0.2f, 0.3f, 0.5f], [0.2f, 0.3f, 0.5f]), 6);
        Assert.Equal(0, Similarity([0.4f, 0, 0.6f], [0, 1, 0]));
        Assert.Equal(1, Similarity([0, 1, 0], [0, 1, 0]));
    }

    [Fact]
    public void Half_a_bucket_in_common_is_the_root_of_a_half() => Assert.Equal((float)Math.Sqrt(0.5), Similarity([1, 0], [0.5f, 0.5f]), 6);

    [Fact]
    public void A_distribution_counts_by_its_proportions() => Assert.Equal(Similarity([0.2f, 0.8f], [0.5f, 0.5f]), Similarity([2, 8], [0.05f, 0.05f]), 6);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void One_that_is_missing_has_no_value(bool playlist, bool track) =>
        Assert.True(float.IsNaN(Similarity(playlist ? [0.5f, 0.5f] : null, track ? [0.5f, 0.5f] : null)));

    [Fact]
    public void Nothing_felt_at_all_is_no_distribution() => Assert.True(float.IsNaN(Similarity([0, 0], [0.5f, 0.5f])));

    [Fact]
    public void Distributions_of_different_models_are_refused_with_both_numbers()
    {
        var error = Assert.Throws<PreconditionException>(() => Similarity([0.5f, 0.5f], [0.2f, 0.3f, 0.5f]));
        Assert.Contains("2 buckets", error.Message, StringComparison.Ordinal);
        Assert.Contains("one of 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<PreconditionException>(() => new EmotionColumns([[1], null, [0.5f, 0.5f]]));
    }

    [Fact]
    public void It_is_symmetric_in_range_and_equals_its_formula() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var buckets = random.Next(1, 10);
        var (p, q) = (Distribution(random, buckets), Distribution(random, buckets));
        var (there, back, expected) = (Similarity(p, q), Similarity(q, p), Formula(p, q));
        return there is >= 0 and <= 1 && there == back && Math.Abs(there - expected) < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pair_alone_has_the_very_value_it_has_in_a_block() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (playlists, tracks) = (random.Next(1, Tile.MostPlaylists), random.Next(1, 3 * Tile.MostTracks));
        var signal = Random(random, playlists, tracks);
        var (block, pair) = (new float[Tile.Size], new float[Tile.Size]);
        for (var first = 0; first < tracks; first += Tile.MostTracks)
        {
            var count = Math.Min(Tile.MostTracks, tracks - first);
            signal.Score(new Tile(0, playlists, first, count), block);
            for (var i = 0; i < playlists; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    signal.Score(new Tile(i, 1, first + j, 1), pair);
                    if (BitConverter.SingleToInt32Bits(block[(i * Tile.MostTracks) + j]) != BitConverter.SingleToInt32Bits(pair[0])) return false;
                }
            }
        }
        return true;
    }).QuickCheckThrowOnFailure();

    private static EmotionSignal Random(Random random, int playlists, int tracks) => new(
        [.. Enumerable.Range(0, playlists).Select(_ => random.Next(5) == 0 ? null : Distribution(random, 7))],
        new EmotionColumns([.. Enumerable.Range(0, tracks).Select(_ => random.Next(5) == 0 ? null : Distribution(random, 7))]));

    private static float Similarity(float[]? playlist, float[]? track)
    {
        var values = new float[Tile.Size];
        new EmotionSignal([playlist], new EmotionColumns([track])).Score(new Tile(0, 1, 0, 1), values);
        return values[0];
    }

    private static double Formula(float[] p, float[] q) => p.Zip(q).Sum(pair => Math.Sqrt((double)pair.First * pair.Second)) / Math.Sqrt(p.Sum(x => (double)x) * q.Sum(x => (double)x));

    private static float[] Distribution(Random random, int buckets)
    {
        float[] parts = [.. Enumerable.Range(0, buckets).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle())];
        if (parts.Sum() == 0) parts[0] = 1;
        var total = parts.Sum();
        return [.. parts.Select(part => part / total)];
    }
}
