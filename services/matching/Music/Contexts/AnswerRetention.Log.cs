namespace Attune.Matching.Music.Contexts;

internal sealed partial class AnswerRetention
{
    private static partial class Log
    {
        [LoggerMessage(2400, LogLevel.Information, "Forgot {Rows} rows of answers older than {Age}.")]
        public static partial void Forgot(ILogger logger, long rows, TimeSpan age);

        [LoggerMessage(2401, LogLevel.Warning, "Old answers could not be deleted; trying again in {Pause}. {Reason}")]
        public static partial void Failed(ILogger logger, TimeSpan pause, string reason);
    }
}
