using Attune.Cli.Training.Cells;
using Attune.Contracts.Training.V1;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Cli.Training;

/// <summary>A row of a file of videos, whatever its format, as a video; or every reason why it is none.</summary>
internal static class VideoColumns
{
    /// <summary>The columns that there are, in CSV and in JSON.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "id", "views", "likes", "shares", "comments", "followers", "duration_seconds", "hashtags", "sound_name", "sound_author",
        "sound_is_original", "author", "author_handle", "description", "created_at", "created_at_seconds", "created_at_milliseconds",
    ];

    private const int LongestShown = 40;

    private static readonly (string Column, CellReader<DateTimeOffset> Read)[] Dates =
        [("created_at", DateCell.Read), ("created_at_seconds", EpochCell.Seconds), ("created_at_milliseconds", EpochCell.Milliseconds)];

    /// <param name="textOf">Gives the cells.</param>
    /// <param name="reasons">Those that are known already; more are added.</param>
    /// <returns>Null when there is a reason.</returns>
    public static Video? Read(CellText textOf, List<string> reasons)
    {
        var video = new Video { Id = textOf("id", reasons) };
        if (Value<long>("views", CountCell.Read) is { } views) video.Views = views;
        if (Value<long>("likes", CountCell.Read) is { } likes) video.Likes = likes;
        if (Value<long>("shares", CountCell.Read) is { } shares) video.Shares = shares;
        if (Value<long>("comments", CountCell.Read) is { } comments) video.Comments = comments;
        if (Value<long>("followers", CountCell.Read) is { } followers) video.Followers = followers;
        if (Value<double>("duration_seconds", NumberCell.Read) is { } seconds) video.DurationSeconds = seconds;
        video.SoundName = textOf("sound_name", reasons);
        video.SoundAuthor = textOf("sound_author", reasons);
        if (Value<bool>("sound_is_original", TruthCell.Read) is { } original) video.SoundIsOriginal = original;
        video.Author = textOf("author", reasons);
        video.AuthorHandle = textOf("author_handle", reasons);
        video.Description = textOf("description", reasons);
        var dated = new List<string>();
        foreach (var (column, read) in Dates)
        {
            if (Value(column, read) is not { } at) continue;
            dated.Add(column);
            video.CreatedAt = Timestamp.FromDateTimeOffset(at);
        }
        if (dated.Count > 1) reasons.Add($"{string.Join(" and ", dated)} both say when it was posted; give one of them");
        var hashtags = textOf("hashtags", reasons);
        Note("hashtags", hashtags, HashtagCell.Read(hashtags, out var tags));
        video.Hashtags.Add(tags);
        return reasons.Count == 0 ? video : null;

        T? Value<T>(string column, CellReader<T> read)
            where T : struct
        {
            var text = textOf(column, reasons);
            if (Missing.Is(text)) return null;
            var problem = read(text, out var value);
            Note(column, text, problem);
            return problem is null ? value : null;
        }

        void Note(string column, string text, string? problem)
        {
            if (problem is not null)
                reasons.Add($"{column} is '{(text.Length <= LongestShown ? text : $"{text[..LongestShown]}…")}', {problem}");
        }
    }
}
