using System.Runtime.CompilerServices;

namespace Attune.Cli.Training;

/// <summary>Reads videos from a file: CSV when its name ends in <c>.csv</c>, else JSON Lines.</summary>
internal static class VideoFile
{
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static async IAsyncEnumerable<VideoFileRow> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
        var rows = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? CsvVideos.ReadAsync(stream, cancellationToken)
            : JsonVideos.ReadAsync(stream, cancellationToken);
        await foreach (var row in rows) yield return row;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {error.Message}", ExitCode.Unusable);
        }
    }
}
