using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>A row of <c>scraped_videos</c>.</summary>
/// <param name="Id">The platform's id of the video; unique.</param>
/// <param name="Metrics">What was seen of it.</param>
internal sealed record ScrapedVideo(string Id, VideoMetrics Metrics);
