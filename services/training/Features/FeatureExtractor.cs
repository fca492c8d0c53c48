namespace Attune.Training.Features;

/// <summary>Raw metrics as the numbers of <see cref="FeatureSchema"/>.</summary>
internal static class FeatureExtractor
{
    /// <summary>Saves are not shown by every platform; they are estimated as this share of the likes.</summary>
    private const double SavesPerLike = 0.15;

    private const double LongestSeconds = 180, MostHashtags = 30, LongestCaption = 2_000, UsualSeconds = 30;

    /// <summary>Views a follower that count as 1 in viewsPerFollower.</summary>
    private const double MostViewsPerFollower = 100;

    /// <summary>Steps of the follower tier, a quarter each.</summary>
    private static readonly long[] FollowerSteps = [1_000, 10_000, 100_000, 1_000_000];

    /// <summary>
    /// <list type="bullet">
    /// <item>rates: shares, comments, likes and estimated saves over views; 0 when either is unknown or there are no views</item>
    /// <item>ratios: shares and comments over likes; 0 when likes are 0 or unknown</item>
    /// <item>duration / 180 s, 30 s when unknown; hashtags / 30; characters of the caption / 2000</item>
    /// <item>hasTrendingSound: 1 when the video has a sound that was not made with it; see <see cref="OriginalSound"/></item>
    /// <item>followers unknown: 0, 0.5, 0; known: 1, a quarter for each of 1k, 10k, 100k and 1M reached, log(1 + views / followers) / log(1
    /// + 100)</item>
    /// <item>weekday (UTC, Sunday 0) / 6, hour (UTC) / 23; 0.5 when the date is unknown</item>
    /// </list>
    /// All clamped to [0, 1].
    /// </summary>
    public static void Extract(VideoMetrics video, Span<double> features)
    {
        double views = video.Views ?? 0, likes = video.Likes ?? 0, shares = video.Shares ?? 0, comments = video.Comments ?? 0;
        features[0] = Share(shares, views);
        features[1] = Share(comments, views);
        features[2] = Share(likes, views);
        features[3] = Share(SavesPerLike * likes, views);
        features[4] = Share(shares, likes);
        features[5] = Share(comments, likes);
        features[6] = Clamp((video.DurationSeconds ?? UsualSeconds) / LongestSeconds);
        features[7] = Clamp(video.HashtagCount / MostHashtags);
        features[8] = !string.IsNullOrWhiteSpace(video.SoundName) && !OriginalSound.Is(video) ? 1 : 0;
        features[9] = Clamp(video.Description.Length / LongestCaption);
        features[10] = video.Followers is null ? 0 : 1;
        features[11] = video.Followers is { } followers
            ? FollowerSteps.Count(step => followers >= step) / (double)FollowerSteps.Length
            : 0.5;
        features[12] = video.Followers is > 0 and { } some ? Clamp(Math.Log(1 + (views / some)) / Math.Log(1 + MostViewsPerFollower)) : 0;
        features[13] = video.CreatedAt is { } day ? (int)day.UtcDateTime.DayOfWeek / 6.0 : 0.5;
        features[14] = video.CreatedAt is { } hour ? hour.UtcDateTime.Hour / 23.0 : 0.5;
    }

    public static double[] Extract(VideoMetrics video)
    {
        var features = new double[FeatureSchema.Count];
        Extract(video, features);
        return features;
    }

    private static double Share(double part, double whole) => whole > 0 ? Clamp(part / whole) : 0;

    // NaN is no number of seconds; it counts as nothing, though the rules refuse it before.
    private static double Clamp(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
}
