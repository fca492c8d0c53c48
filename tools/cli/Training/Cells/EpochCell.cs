using System.Globalization;
using System.Text.RegularExpressions;

namespace Attune.Cli.Training.Cells;

/// <summary>Time since 1970, of columns that say its unit: <c>created_at_seconds</c>, <c>created_at_milliseconds</c>.</summary>
internal static partial class EpochCell
{
    public static string? Seconds(string text, out DateTimeOffset date) => Read(text, TimeSpan.TicksPerSecond, "seconds", out date);

    public static string? Milliseconds(string text, out DateTimeOffset date) =>
        Read(text, TimeSpan.TicksPerMillisecond, "milliseconds", out date);

    private static string? Read(string text, long ticks, string unit, out DateTimeOffset date)
    {
        date = default;
        // No 1.7E+09: a spreadsheet that prints so has rounded it by hours.
        if (!Number().IsMatch(text.Trim())) return $"which is no number of {unit} since 1970";
        var most = DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        if (text.Contains('-', StringComparison.Ordinal)) return "which is before 1970";
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number > most / ticks)
            return $"which is past the year 9999{(unit == "seconds" ? "; are these milliseconds?" : "")}";
        date = DateTimeOffset.UnixEpoch.AddTicks((long)(number * ticks));
        return null;
    }

    [GeneratedRegex(@"\A-?[0-9]+(?:\.[0-9]+)?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
