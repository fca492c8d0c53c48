namespace Attune.Training.Models;

internal enum TrainingSource
{
    /// <summary>The table <c>scraped_videos</c>.</summary>
    Scraped,

    /// <summary>The file that comes with the service, because there were too few rows.</summary>
    Shipped,
}
