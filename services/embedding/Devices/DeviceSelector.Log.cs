namespace Attune.Embedding.Devices;

internal sealed partial class DeviceSelector
{
    [LoggerMessage(1, LogLevel.Information, "Models run on {Device}: {Reason}")]
    private partial void LogChosen(string device, string reason);
}
