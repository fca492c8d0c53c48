using Attune.Training.Features;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Training.Unit.Features;

public sealed class FeatureExtractorTests
{
    [Fact]
    public void Every_feature_is_computed_as_documented_and_in_order()
    {
        // Posted on a Sunday at 23:30 UTC.
        double[] expected =
        [
            0.009, 0.004, 0.08, 0.012, 0.1125, 0.05, 0.25, 0.2, 1, 18 / 2000.0, 1, 0.25, Math.Log(3) / Math.Log(101), 0, 1,
        ];
        var actual = FeatureExtractor.Extract(Given.Metrics());
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
        Assert.Equal(15, actual.Length);
        Assert.Equal("shareRate,commentRate,likeRate,saveRate,shareToLikeRatio,commentToLikeRatio,durationSeconds,hashtagCount,hasTrendingSound,captionLength,"
            + "hasFollowerData,followerTier,viewsPerFollower,weekdayPosted,hourPosted", string.Join(',', FeatureSchema.Names));
    }

    [Fact]
    public void A_video_of_which_nothing_is_known_has_the_documented_defaults() => Assert.Equal(FeatureSchema.Defaults, FeatureExtractor.Extract(new VideoMetrics()));

    [Fact]
    public void Without_likes_the_ratios_to_likes_are_zero()
    {
        var features = FeatureExtractor.Extract(Given.Metrics() with { Likes = 0 });
        Assert.Equal([0, 0], features[4..6]);
        Assert.Equal(0.009, features[0], 1e-12);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 0)]
    [InlineData("original sound", 0)]
    [InlineData("Original Sound - somebody", 0)]
    [InlineData("Blinding Lights", 1)]
    public void A_sound_trends_when_others_made_it(string sound, double expected) => Assert.Equal(expected, FeatureExtractor.Extract(new VideoMetrics { SoundName = sound })[8]);

    [Fact]
    public void A_zone_is_turned_into_UTC_before_day_and_hour_are_taken()
    {
        // Monday 00:30 in a zone two hours ahead is Sunday 22:30 UTC.
        var features = FeatureExtractor.Extract(new VideoMetrics { CreatedAt = new(2025, 5, 5, 0, 30, 0, TimeSpan.FromHours(2)) });
        Assert.Equal(0, features[13]);
        Assert.Equal(22 / 23.0, features[14], 1e-12);
    }

    [Fact]
    public void Whatever_the_counts_are_every_feature_lies_between_0_and_1() => Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<long?, long?, long?, long?, long?>>(), ArbMap.Default.ArbFor<double?>(), ArbMap.Default.ArbFor<int>(),
        (counts, seconds, hashtags) => FeatureExtractor.Extract(new VideoMetrics
        {
            Views = counts.Item1, Likes = counts.Item2, Shares = counts.Item3, Comments = counts.Item4, Followers = counts.Item5, DurationSeconds = seconds, HashtagCount = hashtags,
        }).All(value => value is >= 0 and <= 1)).QuickCheckThrowOnFailure();
}
