using Attune.Contracts.Training.V1;
using Attune.Training.Data;
using Attune.Training.Features;

namespace Attune.Training.Integration.Data;

public sealed class ImportTests
{
    [Fact]
    public async Task Good_rows_are_stored_and_each_bad_one_comes_back_with_its_number_and_every_reason()
    {
        await using var system = await TrainingSystem.StartAsync();
        var good = Given.Planted(2_500, 1);
        ScrapedVideo[] bad =
        [
            new("negative", Given.Metrics() with { Shares = -1 }),
            new("liked", Given.Metrics() with { Views = 10, Likes = 11 }),
            new("nan", Given.Metrics() with { DurationSeconds = double.NaN, Comments = -4 }),
            new("future", Given.Metrics() with { CreatedAt = DateTimeOffset.UtcNow.AddDays(1) }),
            new("no id!", Given.Metrics()),
            new(good[7].Id, Given.Metrics()),
        ];
        var books = await system.ImportAsync([.. good, .. bad]);
        Assert.Equal((2_500, 0, 0, 6), (books.Inserted, books.Updated, books.Unchanged, books.Rejected));
        Assert.Equal(Enumerable.Range(2_501, 6).Select(number => (long)number), books.Rejections.Select(row => row.Number));
        Assert.Equal(["shares is -1; a count cannot be negative"], books.Rejections[0].Reasons);
        Assert.Equal(["likes (11) are more than views (10)"], books.Rejections[1].Reasons);
        Assert.Equal(2, books.Rejections[2].Reasons.Count);
        Assert.Contains("is in the future", books.Rejections[3].Reasons[0], StringComparison.Ordinal);
        Assert.Equal(["id must be 1 to 128 of A-Z a-z 0-9 . _ : -"], books.Rejections[4].Reasons);
        Assert.Equal(["id came before, in row 8"], books.Rejections[5].Reasons);

        var again = await system.ImportAsync([.. good.Skip(1), good[0] with { Metrics = good[0].Metrics with { Comments = 1 } }]);
        Assert.Equal((0, 1, 2_499), (again.Inserted, again.Updated, again.Unchanged));
        Assert.Equal(2_500, (await system.Client().GetStatusAsync(new())).TrainableVideos);
    }

    [Fact]
    public async Task What_no_platform_ever_counted_is_refused_with_its_bound_and_nothing_of_it_is_stored()
    {
        await using var system = await TrainingSystem.StartAsync();
        const string Bound = "a count is at most 1,000,000,000,000";
        (VideoMetrics Metrics, string[] Reasons)[] bad =
        [
            (Given.Metrics() with { Views = 6807491984882765062 }, [$"views is 6807491984882765062; {Bound}"]),
            (Given.Metrics() with { Views = 9007199254740993 }, [$"views is 9007199254740993; {Bound}"]),
            (Given.Metrics() with { Views = long.MaxValue, Likes = long.MaxValue }, [$"views is 9223372036854775807; {Bound}", $"likes is 9223372036854775807; {Bound}"]),
            (Given.Metrics() with { Shares = 1_000_000_000_001 }, [$"shares is 1000000000001; {Bound}"]),
            (Given.Metrics() with { Comments = 6807491984882765062 }, [$"comments is 6807491984882765062; {Bound}"]),
            (Given.Metrics() with { Followers = 6807491984882765062 }, [$"followers is 6807491984882765062; {Bound}"]),
            (Given.Metrics() with { Comments = long.MinValue }, ["comments is -9223372036854775808; a count cannot be negative"]),
            (Given.Metrics() with { DurationSeconds = double.PositiveInfinity }, ["duration_seconds is Infinity; it must be a number from 0 to 86400"]),
            (Given.Metrics() with { CreatedAt = DateTimeOffset.UnixEpoch }, ["created_at (1970-01-01T00:00:00.0000000+00:00) is before 2004, when there was no platform to post on"]),
            (Given.Metrics() with { Description = new string('x', 1_000_000) }, ["description has 1,000,000 characters; at most 10,000 are allowed"]),
            (Given.Metrics() with { SoundName = "a\0b" }, ["sound_name contains the character U+0000"]),
        ];
        var books = await system.ImportAsync(bad.Select((row, i) => new ScrapedVideo($"bad-{i}", row.Metrics)));
        Assert.Equal((0, bad.Length), (books.Inserted, books.Rejected));
        Assert.Equal(bad.Select(row => row.Reasons), books.Rejections.Select(row => row.Reasons.ToArray()));

        var edge = await system.ImportAsync([new("edge", Given.Metrics() with { Views = 1_000_000_000_000, Followers = 0, CreatedAt = new(2004, 1, 1, 0, 0, 0, TimeSpan.Zero) })]);
        Assert.Equal((1, 0), (edge.Inserted, edge.Rejected));
    }

    [Fact]
    public async Task Training_reads_the_newest_ten_thousand_with_views_and_likes_as_they_were_imported()
    {
        await using var system = await TrainingSystem.StartAsync();
        var videos = Given.Planted(30, 1).Select((video, i) => video with { Metrics = video.Metrics with { CreatedAt = Given.Now.AddMinutes(-i) } }).ToList();
        videos[3] = videos[3] with { Metrics = videos[3].Metrics with { Views = null, Likes = null } };
        videos[4] = videos[4] with { Metrics = videos[4].Metrics with { Likes = null } };
        videos[5] = videos[5] with { Metrics = videos[5].Metrics with { Views = 0, Likes = 0, Shares = 0 } };
        videos[6] = videos[6] with { Metrics = new() { Views = 5, Likes = 1 } };
        await system.ImportAsync(videos);
        var store = new VideoStore(system.Database);
        var read = (await store.ReadTrainableAsync(DateTimeOffset.UtcNow, CancellationToken.None)).Videos;
        // Unknown dates come last.
        Assert.Equal([.. videos.Where((_, i) => i is < 3 or > 6), videos[6]], read);

        await system.ExecuteAsync("INSERT INTO scraped_videos (id, views, likes, created_at) SELECT 'old-' || i, 1, 1, '2006-01-01' FROM generate_series(1, 10000) i");
        read = (await store.ReadTrainableAsync(DateTimeOffset.UtcNow, CancellationToken.None)).Videos;
        Assert.Equal(10_000, read.Count);
        Assert.Equal(videos[0].Id, read[0].Id);
    }
}
