namespace Attune.Messaging;

internal sealed partial class ConfirmedSender
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A message for {Queue} is sent again: {Reason}.")]
    private partial void LogAgain(string queue, string reason);
}
