namespace Attune.Training.Data;

/// <summary>What was read of the table to learn from.</summary>
internal sealed class TrainableVideos
{
    private readonly List<ScrapedVideo> _videos = [];
    private readonly Dictionary<string, int> _unusable = new(StringComparer.Ordinal);

    /// <summary>The usable rows, the newest first.</summary>
    public IReadOnlyList<ScrapedVideo> Videos => _videos;

    /// <summary>How many rows were read and left out, by the reasons of <see cref="VideoRules"/>.</summary>
    public IReadOnlyDictionary<string, int> Unusable => _unusable;

    public void Add(ScrapedVideo video, DateTimeOffset now)
    {
        if (VideoRules.Unusable(video.Metrics, now) is { } reason) _unusable[reason] = _unusable.GetValueOrDefault(reason) + 1;
        else _videos.Add(video);
    }
}
