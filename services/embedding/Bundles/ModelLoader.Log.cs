namespace Attune.Embedding.Bundles;

internal sealed partial class ModelLoader
{
    [LoggerMessage(1, LogLevel.Information, "Serving bundle '{Bundle}' {Hash}, verified and loaded in {Milliseconds:0} ms")]
    private partial void LogServing(string bundle, string hash, double milliseconds);

    [LoggerMessage(2, LogLevel.Critical, "The model bundle is refused: {Reason}")]
    private partial void LogRefused(string reason);
}
