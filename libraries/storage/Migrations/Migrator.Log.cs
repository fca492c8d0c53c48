namespace Attune.Storage;

internal sealed partial class Migrator
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {File} to the schema {Schema}.")]
    private partial void LogApplied(string file, string schema);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "The schema {Schema} is at version {Version}; {Count} migrations were applied now.")]
    private partial void LogUpToDate(string schema, int version, int count);
}
