using Microsoft.Extensions.Logging.Console;

namespace Attune.Hosting.Logging;

internal static class LoggingExtensions
{
    /// <summary>
    /// Lines for people, or JSON with <c>LOG_FORMAT=json</c>. Levels are set as usual
    /// (<c>Logging__LogLevel__Default=Debug</c>); those of the frameworks start at Warning.
    /// </summary>
    public static void AddConsoleLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            // Every check of every round; ReadinessMonitor says it once.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Warning)
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>()
            .AddConsole(console => console.FormatterName = IsJson ? ConsoleFormatterNames.Json : LineFormatter.FormatterName);
        builder.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = LineFormatter.TimestampFormat;
        });
    }

    private static bool IsJson =>
        string.Equals(Environment.GetEnvironmentVariable("LOG_FORMAT"), "json", StringComparison.OrdinalIgnoreCase);
}
