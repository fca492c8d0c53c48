using Attune.Contracts.Training.V1;
using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>Videos as they travel, and what can be read off them.</summary>
internal static class VideoMessages
{
    /// <param name="video">Whose date, if it has one, is a date: see <see cref="HasDate"/>.</param>
    public static VideoMetrics ToMetrics(Video video) => new()
    {
        Views = video.HasViews ? video.Views : null,
        Likes = video.HasLikes ? video.Likes : null,
        Shares = video.HasShares ? video.Shares : null,
        Comments = video.HasComments ? video.Comments : null,
        Followers = video.HasFollowers ? video.Followers : null,
        DurationSeconds = video.HasDurationSeconds ? video.DurationSeconds : null,
        HashtagCount = video.Hashtags.Count,
        SoundName = video.SoundName,
        SoundAuthor = video.SoundAuthor,
        SoundIsOriginal = video.HasSoundIsOriginal ? video.SoundIsOriginal : null,
        Author = video.Author,
        AuthorHandle = video.AuthorHandle,
        Description = video.Description,
        CreatedAt = HasDate(video) ? video.CreatedAt.ToDateTimeOffset() : null,
    };

    /// <summary>Whether it has a date that a calendar has, too.</summary>
    public static bool HasDate(Video video) =>
        video.CreatedAt is { } at && at.Nanos is >= 0 and < 1_000_000_000 && at.Seconds >= -62_135_596_800 && at.Seconds <= 253_402_300_799;
}
