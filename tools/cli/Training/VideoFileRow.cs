using Attune.Contracts.Training.V1;

namespace Attune.Cli.Training;

/// <summary>A line of a file of videos: either a video, or the reason why there is none.</summary>
/// <param name="Number">1 for the first line of the file.</param>
internal readonly record struct VideoFileRow(long Number, Video? Video, string? Reason);
