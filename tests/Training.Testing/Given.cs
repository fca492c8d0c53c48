using Attune.Training.Classifier;
using Attune.Training.Data;
using Attune.Training.Features;

namespace Attune.Training.Testing;

/// <summary>Rows and matrices for the tests.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Passes every rule.</summary>
    public static VideoMetrics Metrics() => new()
    {
        Views = 10_000, Likes = 800, Shares = 90, Comments = 40, Followers = 5_000, DurationSeconds = 45, HashtagCount = 6,
        SoundName = "Sound 7", SoundAuthor = "The Makers", SoundIsOriginal = false, Author = "Ana Silva", AuthorHandle = "ana.dev", Description = "watch till the end", CreatedAt = new(2025, 5, 4, 23, 30, 0, TimeSpan.Zero),
    };

    /// <summary>Views follow the like rate without a doubt: 1,000 to 100,000 views at 1 % to 30 % likes.</summary>
    public static List<ScrapedVideo> Planted(int count, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var reach = random.NextUnit();
            var views = (long)Math.Pow(10, 4 + (3 * reach));
            return new ScrapedVideo($"planted-{i:00000}", Metrics() with
            {
                Views = views, Likes = (long)(views * (0.01 + (0.29 * reach))), Shares = (long)(views * 0.01 * random.NextUnit()), Comments = 0, Followers = null,
            });
        })];
    }

    /// <summary>The same videos, each with the views of another; everything else as it was.</summary>
    public static List<ScrapedVideo> Shuffled(IReadOnlyList<ScrapedVideo> videos, long seed)
    {
        var random = new SeededRandom(seed);
        long[] views = [.. videos.Select(video => video.Metrics.Views!.Value)];
        for (var i = views.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (views[i], views[j]) = (views[j], views[i]);
        }
        // Rates stay those of the old views, so that no trace of the new ones is left in the features.
        return [.. videos.Select((video, i) =>
        {
            double Rate(long? part) => (double)(part ?? 0) / video.Metrics.Views!.Value;
            return video with
            {
                Metrics = video.Metrics with
                {
                    Views = views[i], Likes = (long)(views[i] * Rate(video.Metrics.Likes)), Shares = (long)(views[i] * Rate(video.Metrics.Shares)),
                    Comments = (long)(views[i] * Rate(video.Metrics.Comments)), Followers = null,
                },
            };
        })];
    }

    /// <summary>Random rows with tiers that depend on them.</summary>
    public static PackedRows Rows(int count, int features, long seed, bool balanced = false, int tiers = 5)
    {
        var random = new SeededRandom(seed);
        double[] values = [.. Enumerable.Range(0, count * features).Select(_ => random.NextNormal())];
        int[] labels = [.. Enumerable.Range(0, count).Select(row => 1 + (int)(tiers * Math.Clamp(0.5 + (0.2 * values[row * features]) + (0.1 * random.NextNormal()), 0, 0.999)))];
        return PackedRows.Create(values, features, Enumerable.Range(0, count).ToArray(), labels, balanced, Standardisation.None(features));
    }
}
