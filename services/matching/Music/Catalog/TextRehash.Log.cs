namespace Attune.Matching.Music.Catalog;

internal sealed partial class TextRehash
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Done} of {Total} {Table} are hashed as {Version} now.")]
    private partial void LogProgress(long done, long total, string table, string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Lost} {Table} were imported meanwhile and keep what the import wrote.")]
    private partial void LogLost(long lost, string table);
}
