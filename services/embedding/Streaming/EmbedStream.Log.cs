namespace Attune.Embedding.Streaming;

internal sealed partial class EmbedStream
{
    [LoggerMessage(1, LogLevel.Error, "A message of a stream failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Debug, "A message of a stream that has ended was not answered ({Reason})")]
    private partial void LogAbandoned(string reason);
}
