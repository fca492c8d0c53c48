namespace Attune.Training.Features;

/// <summary>What a platform shows of a video. <see langword="null"/> is unknown.</summary>
internal sealed record VideoMetrics
{
    public long? Views { get; init; }
    public long? Likes { get; init; }
    public long? Shares { get; init; }
    public long? Comments { get; init; }

    /// <summary>Followers of whoever posted it, at that time.</summary>
    public long? Followers { get; init; }

    public double? DurationSeconds { get; init; }
    public int HashtagCount { get; init; }

    /// <summary>The sound's title as the platform prints it; empty when it has none.</summary>
    public string SoundName { get; init; } = "";

    /// <summary>Who made the sound, where the platform says so; else empty.</summary>
    public string SoundAuthor { get; init; } = "";

    /// <summary>Whether the platform says that the sound was made with a video.</summary>
    public bool? SoundIsOriginal { get; init; }

    /// <summary>Who posted it, by name; empty when unknown.</summary>
    public string Author { get; init; } = "";

    /// <summary>Who posted it, by handle, with or without its @; empty when unknown.</summary>
    public string AuthorHandle { get; init; } = "";

    /// <summary>The caption.</summary>
    public string Description { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }
}
