using Attune.Contracts.Training.V1;
using Attune.Training.Data;

namespace Attune.Training.Tests.Data;

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
        var read = await store.ReadTrainableAsync(CancellationToken.None);
        // Unknown dates come last.
        Assert.Equal([.. videos.Where((_, i) => i is < 3 or > 6), videos[6]], read);

        await system.ExecuteAsync("INSERT INTO scraped_videos (id, views, likes, created_at) SELECT 'old-' || i, 1, 1, '2001-01-01' FROM generate_series(1, 10000) i");
        read = await store.ReadTrainableAsync(CancellationToken.None);
        Assert.Equal(10_000, read.Count);
        Assert.Equal(videos[0].Id, read[0].Id);
    }
}
