using Attune.Training.Data;
using Attune.Training.Features;
using Attune.Training.Labels;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Training.Unit.Data;

public sealed class VideoRulesTests
{
    [Fact]
    public void A_good_row_breaks_no_rule() => Assert.Empty(VideoRules.Violations(Given.Metrics(), Given.Now));

    public static TheoryData<string, string> Bad => new()
    {
        { "views", VideoRules.NegativeCount }, { "comments", VideoRules.NegativeCount }, { "likes", VideoRules.LikesAboveViews },
        { "nan", VideoRules.BadDuration }, { "below", VideoRules.BadDuration }, { "infinite", VideoRules.BadDuration }, { "future", VideoRules.InTheFuture },
        { "id", VideoRules.CountTooLarge }, { "odd", VideoRules.CountTooLarge }, { "fans", VideoRules.CountTooLarge }, { "epoch", VideoRules.BeforePlatforms },
        { "noviews", VideoRules.NoViews }, { "zeroviews", VideoRules.NoViews }, { "nolikes", VideoRules.NoLikes },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_kind_of_bad_row_is_left_out_for_its_reason_and_counted(string kind, string expected)
    {
        var good = Given.Metrics();
        var bad = kind switch
        {
            "views" => good with { Views = -1, Likes = null },
            "comments" => good with { Comments = -3 },
            "likes" => good with { Likes = good.Views + 1 },
            "nan" => good with { DurationSeconds = double.NaN },
            "below" => good with { DurationSeconds = -0.1 },
            "infinite" => good with { DurationSeconds = double.PositiveInfinity },
            "future" => good with { CreatedAt = Given.Now.AddHours(1) },
            "id" => good with { Views = 6807491984882765062 },
            "odd" => good with { Views = 9007199254740993 },
            "fans" => good with { Followers = long.MaxValue },
            "epoch" => good with { CreatedAt = DateTimeOffset.UnixEpoch },
            "noviews" => good with { Views = null, Likes = 3 },
            "zeroviews" => good with { Views = 0, Likes = 0 },
            _ => good with { Likes = null },
        };
        var data = Dataset.Create([new("good", good), new("bad", bad)], Given.Now);
        Assert.Equal(["good"], data.Ids);
        Assert.Equal([KeyValuePair.Create(expected, 1)], data.Unusable);
    }

    [Fact]
    public void All_reasons_are_named_at_once()
    {
        var reasons = VideoRules.Violations(new VideoMetrics { Views = -5, Likes = 3, DurationSeconds = double.NaN, CreatedAt = Given.Now.AddDays(1) }, Given.Now).Select(violation => violation.Reason).ToList();
        Assert.Equal(4, reasons.Count);
        Assert.Contains("duration_seconds is NaN; it must be a number from 0 to 86400", reasons);
    }

    [Fact]
    public void Whatever_is_left_of_any_rows_can_be_hashed_and_parted_into_tiers() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<Tuple<long?, long?, long?, double?>>>(),
        ArbMap.Default.ArbFor<DateTime?>(),
        (rows, date) =>
        {
            var videos = rows.Get.Select((row, i) => new ScrapedVideo($"v{i}", Given.Metrics() with
            {
                // Of every size, where the generator stays near zero.
                Views = row.Item1 << (i * 7 % 64), Likes = row.Item2, Followers = row.Item3 << (i % 64), DurationSeconds = row.Item4,
                CreatedAt = date is { } at ? new DateTimeOffset(at.Ticks, TimeSpan.Zero) : null,
            }));
            var data = Dataset.Create(videos, Given.Now);
            return data.Fingerprint().StartsWith("td_", StringComparison.Ordinal) && (data.Count == 0 || TierEdges.Fit(data.Views).Values.All(double.IsFinite))
                && data.Count + data.Unusable.Values.Sum() == rows.Get.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_second_row_of_an_id_is_left_out_and_counted()
    {
        var data = Dataset.Create([new("a", Given.Metrics()), new("a", Given.Metrics() with { Views = 99_999 })], Given.Now);
        Assert.Equal([10_000], data.Views);
        Assert.Equal(1, data.Unusable["duplicate_id"]);
    }
}
