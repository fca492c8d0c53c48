using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>
/// The training file that comes with the service, for installations that have scraped too little yet. Its lines are those that the import
/// takes; <see cref="VideoGenerator"/> made it, and <c>./attune bench training --write-sample</c> makes it again.
/// </summary>
internal static class ShippedFile
{
    private const string Resource = "Attune.Training.Data.videos.jsonl";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<ScrapedVideo> Read()
    {
        using var reader = new StreamReader(typeof(ShippedFile).Assembly.GetManifestResourceStream(Resource)!);
        var videos = new List<ScrapedVideo>();
        while (reader.ReadLine() is { } line) videos.Add(JsonSerializer.Deserialize<Line>(line, Options)!.ToVideo());
        return videos;
    }

    /// <summary>One line of the file, without its end.</summary>
    public static string ToLine(ScrapedVideo video) => JsonSerializer.Serialize(Line.Of(video), Options);

    private sealed record Line
    {
        public required string Id { get; init; }
        public long? Views { get; init; }
        public long? Likes { get; init; }
        public long? Shares { get; init; }
        public long? Comments { get; init; }
        public long? Followers { get; init; }
        public double? DurationSeconds { get; init; }
        public string[] Hashtags { get; init; } = [];
        public string SoundName { get; init; } = "";
        public string Description { get; init; } = "";
        public DateTimeOffset? CreatedAt { get; init; }

        public static Line Of(ScrapedVideo video) => new()
        {
            Id = video.Id, Views = video.Metrics.Views, Likes = video.Metrics.Likes, Shares = video.Metrics.Shares,
            Comments = video.Metrics.Comments,
            Followers = video.Metrics.Followers, DurationSeconds = video.Metrics.DurationSeconds,
            Hashtags = [.. VideoGenerator.Words.Take(video.Metrics.HashtagCount)], SoundName = video.Metrics.SoundName,
            Description = video.Metrics.Description, CreatedAt = video.Metrics.CreatedAt,
        };

        public ScrapedVideo ToVideo() => new(Id, new VideoMetrics
        {
            Views = Views, Likes = Likes, Shares = Shares, Comments = Comments, Followers = Followers, DurationSeconds = DurationSeconds,
            HashtagCount = Hashtags.Length, SoundName = SoundName, Description = Description, CreatedAt = CreatedAt,
        });
    }
}
