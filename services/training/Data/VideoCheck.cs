using System.Text.RegularExpressions;
using Attune.Contracts.Training.V1;

namespace Attune.Training.Data;

/// <summary>Every reason why a video is refused, each beginning with the field; the limits are documented in <c>video.proto</c>.</summary>
internal static partial class VideoCheck
{
    private const int MostHashtags = 200, LongestHashtag = 200, LongestSound = 500, LongestName = 500, LongestDescription = 10_000;

    /// <param name="video">The row.</param>
    /// <param name="now">Dates after it are in the future.</param>
    /// <param name="needsId">Whether it is to be stored.</param>
    public static IReadOnlyList<string> Violations(Video video, DateTimeOffset now, bool needsId)
    {
        var reasons = new List<string>();
        if (needsId && !IdPattern().IsMatch(video.Id))
            reasons.Add(video.Id.Length == 0 ? "id is missing" : "id must be 1 to 128 of A-Z a-z 0-9 . _ : -");
        if (video.Hashtags.Count > MostHashtags)
            reasons.Add($"hashtags has {video.Hashtags.Count:N0} entries; at most {MostHashtags} are allowed");
        Text("sound_name", video.SoundName, LongestSound);
        Text("sound_author", video.SoundAuthor, LongestName);
        Text("author", video.Author, LongestName);
        Text("author_handle", video.AuthorHandle, LongestName);
        Text("description", video.Description, LongestDescription);
        for (var i = 0; i < Math.Min(video.Hashtags.Count, MostHashtags); i++) Text($"hashtags[{i}]", video.Hashtags[i], LongestHashtag);
        if (video.CreatedAt is not null && !VideoMessages.HasDate(video)) reasons.Add("created_at is no date from year 1 to 9999");
        reasons.AddRange(VideoRules.Violations(VideoMessages.ToMetrics(video), now).Select(violation => violation.Reason));
        return reasons;

        void Text(string field, string value, int longest)
        {
            if (value.Length > longest) reasons.Add($"{field} has {value.Length:N0} characters; at most {longest:N0} are allowed");
            // PostgreSQL cannot store it.
            if (value.Contains('\0')) reasons.Add($"{field} contains the character U+0000");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:\-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
