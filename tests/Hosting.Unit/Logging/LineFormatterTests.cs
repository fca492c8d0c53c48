using Attune.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attune.Hosting.Unit.Logging;

public sealed class LineFormatterTests
{
    [Fact]
    public void A_message_is_one_line_in_UTC() =>
        Assert.Equal("2026-01-31T12:00:00.000Z INF Attune.X: first second\n", Write(LogLevel.Information, "first\nsecond"));

    [Fact]
    public void An_exception_follows_indented()
    {
        var lines = Write(LogLevel.Error, "failed", new InvalidOperationException("a\nb")).TrimEnd('\n').Split('\n');

        Assert.Equal(["2026-01-31T12:00:00.000Z ERR Attune.X: failed", "    System.InvalidOperationException: a", "    b"], lines);
    }

    [Fact]
    public void A_warning_names_its_trace()
    {
        using var activity = new System.Diagnostics.Activity("call").Start();

        Assert.Equal($"2026-01-31T12:00:00.000Z WRN Attune.X: slow trace={activity.TraceId}\n", Write(LogLevel.Warning, "slow"));
    }

    private static string Write(LogLevel level, string message, Exception? exception = null)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(level, "Attune.X", default, message, exception, (state, _) => state);
        new LineFormatter(new FakeTimeProvider(new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero))).Write(entry, scopeProvider: null, writer);
        return writer.ToString();
    }
}
