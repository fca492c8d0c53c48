namespace Attune.Training.Registry;

internal sealed partial class ServingModelCache
{
    private static partial class Log
    {
        [LoggerMessage(3100, LogLevel.Information, "Serving model {Model} (promotion {Promotion}, {Kind}).")]
        public static partial void Serving(ILogger logger, string model, long promotion, string kind);

        [LoggerMessage(3101, LogLevel.Error, "{Reason} Predictions say that there is no model until another one is promoted.")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
