using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Attune.Hosting.Logging;

/// <summary><c>2026-01-31T12:00:00.000Z INF Category: message</c>, one line a message; a stack trace follows indented.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "attune";
    public const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (IsFailedStart(logEntry)) return;
        textWriter.Write(time.GetUtcNow().ToString(TimestampFormat, CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.LogLevel >= LogLevel.Warning && Activity.Current is { } activity)
        {
            textWriter.Write(" trace=");
            textWriter.Write(activity.TraceId.ToHexString());
        }
        textWriter.WriteLine();
        if (logEntry.Exception is null) return;
        textWriter.Write("    ");
        textWriter.WriteLine(logEntry.Exception.ToString().ReplaceLineEndings(Environment.NewLine + "    "));
    }

    /// <summary>The host logs with a stack trace what <see cref="AttuneHost"/> then says in one line.</summary>
    private static bool IsFailedStart<TState>(in LogEntry<TState> entry) =>
        entry.Category == "Microsoft.Extensions.Hosting.Internal.Host" && entry.EventId.Name == "HostedServiceStartupFaulted";

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " TRC ",
        LogLevel.Debug => " DBG ",
        LogLevel.Information => " INF ",
        LogLevel.Warning => " WRN ",
        LogLevel.Error => " ERR ",
        _ => " CRT ",
    };

    private static string OneLine(string? message) => message?.ReplaceLineEndings(" ") ?? "";
}
