using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Scoring.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Scoring;

public sealed class AudioSignalTests
{
    [Fact]
    public void The_same_sound_is_1_and_the_opposite_0()
    {
        Assert.Equal(1, Similarity(Point(120, 0.5f, 0.6f, 0.4f, 0.7f, 0), Point(120, 0.5f, 0.6f, 0.4f, 0.7f, 0)), 6);
        Assert.Equal(0, Similarity(Point(100, 0, 0, 0, 0, 0), Point(100 * Math.Sqrt(2), 1, 1, 1, 1, 1)), 6);
    }

    [Theory]
    [InlineData(70, 140, 1)]
    [InlineData(60, 240, 1)]
    [InlineData(127, 129, 0.95)]
    [InlineData(65, 127, 0.93)]
    public void Tempos_an_octave_apart_are_near(double a, double b, double atLeast) => Assert.InRange(Similarity(Tempo(a), Tempo(b)), atLeast - 1e-6, 1);

    [Fact]
    public void Tempos_half_an_octave_apart_are_as_far_as_it_gets()
    {
        Assert.Equal(0, Similarity(Tempo(100), Tempo(100 * Math.Sqrt(2))), 5);
        Assert.InRange(Similarity(Tempo(70), Tempo(100)), 0, 0.05);
    }

    [Fact]
    public void A_feature_that_either_lacks_is_left_out()
    {
        var (full, part) = (Point(120, 0.5f, 0.6f, 0.4f, 0.7f, 0), AudioPoint.None);
        part[1] = 0.3f;
        Assert.Equal(0.8f, Similarity(full, part), 6);
        Assert.Equal(0.8f, Similarity(part, full), 6);
    }

    [Fact]
    public void Nothing_in_common_has_no_value()
    {
        var (left, right) = (AudioPoint.None, AudioPoint.None);
        (left[1], right[2]) = (0.5f, 0.5f);
        Assert.True(float.IsNaN(Similarity(left, right)));
        Assert.True(float.IsNaN(Similarity(AudioPoint.None, AudioPoint.None)));
    }

    [Fact]
    public void It_is_symmetric_in_range_and_equals_its_formula() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (a, b) = (RandomPoint(random), RandomPoint(random));
        var (there, back, expected) = (Similarity(a, b), Similarity(b, a), Formula(a, b));
        return float.IsNaN(there) ? float.IsNaN(back) && double.IsNaN(expected) : there is >= 0 and <= 1 && there == back && Math.Abs(there - expected) < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_middle_of_tempos_lies_between_them_around_the_octave_and_opposite_ones_have_none()
    {
        var middle = AudioCentroid.Of([Tempo(63), Tempo(130)])[AudioFeature.Tempo];
        Assert.Equal(AudioFeature.OctavePosition(Math.Sqrt(63 * 65)), middle, 4);
        Assert.True(float.IsNaN(AudioCentroid.Of([Tempo(100), Tempo(100 * Math.Sqrt(2))])[AudioFeature.Tempo]));
    }

    [Fact]
    public void The_middle_counts_only_members_that_have_the_feature()
    {
        var (a, b) = (AudioPoint.None, AudioPoint.None);
        (a[1], b[1], b[2]) = (0.2f, 0.6f, 0.9f);
        var middle = AudioCentroid.Of([a, b, AudioPoint.None]);
        Assert.Equal(0.4f, middle[1], 6);
        Assert.Equal(0.9f, middle[2], 6);
        Assert.True(float.IsNaN(middle[3]));
    }

    private static float Similarity(AudioPoint centroid, AudioPoint track)
    {
        var values = new float[Tile.Size];
        new AudioSignal([centroid], new AudioColumns([track])).Score(new Tile(0, 1, 0, 1), values);
        return values[0];
    }

    private static double Formula(AudioPoint a, AudioPoint b)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < AudioFeature.Count; i++)
        {
            if (float.IsNaN(a[i]) || float.IsNaN(b[i])) continue;
            var distance = Math.Abs((double)a[i] - b[i]);
            if (i == AudioFeature.Tempo) distance = 2 * Math.Min(distance, 1 - distance);
            sum += AudioFeature.Weights[i] * (1 - distance);
            weights += AudioFeature.Weights[i];
        }
        return sum / weights;
    }

    private static AudioPoint RandomPoint(Random random)
    {
        var point = AudioPoint.None;
        for (var i = 0; i < AudioFeature.Count; i++)
            if (random.Next(3) > 0) point[i] = i == AudioFeature.Tempo ? AudioFeature.OctavePosition(random.Next(20, 301)) : random.NextSingle();
        return point;
    }

    private static AudioPoint Tempo(double bpm)
    {
        var point = AudioPoint.None;
        point[AudioFeature.Tempo] = AudioFeature.OctavePosition(bpm);
        return point;
    }

    private static AudioPoint Point(double bpm, params float[] others)
    {
        var point = Tempo(bpm);
        for (var i = 0; i < others.Length; i++) point[i + 1] = others[i];
        return point;
    }
}
