namespace Attune.Embedding.Bundles;

internal sealed partial class ModelLoader
{
    [LoggerMessage(1, LogLevel.Information, "Serving bundle '{Bundle}' {Hash} on {Device}, verified and loaded in {Milliseconds:0} ms")]
    private partial void LogServing(string bundle, string hash, string device, double milliseconds);

    [LoggerMessage(2, LogLevel.Critical, "There is nothing to serve: {Reason}")]
    private partial void LogRefused(string reason);
}
