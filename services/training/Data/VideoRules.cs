using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>
/// Which rows cannot be true. The import refuses them with every reason; training, which also meets rows that somebody else wrote into the
/// table, leaves them out and counts them by their first reason.
/// </summary>
internal static class VideoRules
{
    public const string NegativeCount = "negative_count", CountTooLarge = "count_too_large", LikesAboveViews = "likes_above_views",
        BadDuration = "bad_duration", InTheFuture = "in_the_future", BeforePlatforms = "before_platforms",
        NoViews = "no_views", NoLikes = "no_likes";

    /// <summary>
    /// Far above what any video has, and below ids and milliseconds since 1970, which end up in the wrong column. It is also below 2^53,
    /// above which doubles and JSON know only every other number.
    /// </summary>
    public const long LargestCount = 1_000_000_000_000;

    /// <summary>Clocks differ; a date this far ahead is still believed.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10);

    /// <summary>The oldest platforms opened at the end of 2004. Earlier dates are some program's zero: 1970, 1904, 0001.</summary>
    private static readonly DateTimeOffset Earliest = new(2004, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const double LongestSeconds = 24 * 60 * 60;

    /// <summary>Every reason, each as a code and a sentence that begins with the field.</summary>
    public static IEnumerable<(string Code, string Reason)> Violations(VideoMetrics video, DateTimeOffset now)
    {
        foreach (var (field, count) in Counts(video))
        {
            if (count < 0) yield return (NegativeCount, $"{field} is {count}; a count cannot be negative");
            if (count > LargestCount) yield return (CountTooLarge, $"{field} is {count}; a count is at most {LargestCount:N0}");
        }
        if (video.Likes > video.Views) yield return (LikesAboveViews, $"likes ({video.Likes}) are more than views ({video.Views})");
        // Written so that NaN fails it.
        if (video.DurationSeconds is { } seconds && !(seconds >= 0 && seconds <= LongestSeconds))
            yield return (BadDuration,
                $"duration_seconds is {(double.IsNaN(seconds) ? "NaN" : $"{seconds}")}; it must be a number from 0 to {LongestSeconds}");
        if (video.CreatedAt > now + Leeway) yield return (InTheFuture, $"created_at ({video.CreatedAt:O}) is in the future");
        if (video.CreatedAt < Earliest)
            yield return (BeforePlatforms, $"created_at ({video.CreatedAt:O}) is before 2004, when there was no platform to post on");
    }

    /// <summary>Why training leaves the row out; <see langword="null"/> when it does not.</summary>
    public static string? Unusable(VideoMetrics video, DateTimeOffset now)
    {
        foreach (var (code, _) in Violations(video, now)) return code;
        return video.Views is null or 0 ? NoViews : video.Likes is null ? NoLikes : null;
    }

    private static IEnumerable<(string Field, long? Count)> Counts(VideoMetrics video) =>
    [
        ("views", video.Views), ("likes", video.Likes), ("shares", video.Shares), ("comments", video.Comments),
        ("followers", video.Followers),
        ("hashtags", video.HashtagCount),
    ];
}
