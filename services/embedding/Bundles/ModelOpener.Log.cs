using Attune.Bundles;

namespace Attune.Embedding.Bundles;

internal sealed partial class ModelOpener
{
    [LoggerMessage(1, LogLevel.Information, "Model '{Model}' ({Kind}) agrees with its golden outputs in {Precision} on {Device}")]
    private partial void LogLoaded(string model, string kind, Precision precision, string device);

    [LoggerMessage(2, LogLevel.Warning, "Model '{Model}' is not used in {Precision} on {Device}: {Reason}")]
    private partial void LogPrecisionRefused(string model, Precision precision, string device, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Model '{Model}' is slower than it could be: {Drawback}")]
    private partial void LogDrawback(string model, string drawback);
}
