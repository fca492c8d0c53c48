using System.Text.Json.Serialization;
using Attune.Contracts.Training.V1;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Cli.Training;

/// <summary>A scraped video as a line of a file holds it; what is left out is unknown.</summary>
internal sealed record VideoLine
{
    public string Id { get; init; } = "";
    public long? Views { get; init; }
    public long? Likes { get; init; }
    public long? Shares { get; init; }
    public long? Comments { get; init; }
    public long? Followers { get; init; }
    public double? DurationSeconds { get; init; }
    public IReadOnlyList<string> Hashtags { get; init; } = [];
    public string SoundName { get; init; } = "";
    public string Description { get; init; } = "";

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    public Video ToMessage()
    {
        var video = new Video
        {
            Id = Id, Hashtags = { Hashtags }, SoundName = SoundName, Description = Description,
            CreatedAt = CreatedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        };
        if (Views is { } views) video.Views = views;
        if (Likes is { } likes) video.Likes = likes;
        if (Shares is { } shares) video.Shares = shares;
        if (Comments is { } comments) video.Comments = comments;
        if (Followers is { } followers) video.Followers = followers;
        if (DurationSeconds is { } seconds) video.DurationSeconds = seconds;
        return video;
    }
}
