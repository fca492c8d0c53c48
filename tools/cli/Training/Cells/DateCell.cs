using System.Text.RegularExpressions;

namespace Attune.Cli.Training.Cells;

/// <summary>
/// Dates of ISO 8601, and with them those of RFC 3339, with a zone or in UTC: 2024-05-01, 2024-05-01T18:30, 2024-05-01 18:30:00.25+02:00,
/// 20240501T183000Z. Nothing else is one: 03/04/2024 is in March or in April, 3-14 of no year and 10:30 of no day.
/// </summary>
internal static partial class DateCell
{
    private const string NoDate = "which is no ISO 8601 date such as 2024-05-01T18:30:00Z";

    public static string? Read(string text, out DateTimeOffset date)
    {
        date = default;
        var match = Iso().Match(text.Trim());
        if (match.Success && TryMake(match, out date)) return null;
        var isNumber = text.Trim() is { Length: > 0 } number && number.All(char.IsAsciiDigit);
        return isNumber ? $"{NoDate}; epoch time belongs in created_at_seconds or created_at_milliseconds" : NoDate;
    }

    private static bool TryMake(Match match, out DateTimeOffset date)
    {
        date = default;
        int year = Part("y"), month = Part("mo"), day = Part("d"), hour = Part("h"), minute = Part("mi"), second = Part("s");
        int zoneHour = Part("zh"), zoneMinute = Part("zm");
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 60 || zoneHour > 14 || zoneMinute > 59) return false;
        var zone = new TimeSpan(zoneHour, zoneMinute, 0).Ticks;
        var local = new DateTime(year, month, day, hour, minute, 0).Ticks + (second * TimeSpan.TicksPerSecond) + Fraction();
        var ticks = match.Groups["sign"].Value == "-" ? local + zone : local - zone;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        date = new DateTimeOffset(ticks, TimeSpan.Zero);
        // A leap second comes before midnight only.
        return second < 60 || date.TimeOfDay < TimeSpan.FromSeconds(1);

        int Part(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.Value) : 0;

        long Fraction() => match.Groups["f"] is { Success: true } group ? long.Parse(group.Value.PadRight(7, '0')[..7]) : 0;
    }

    [GeneratedRegex("""
        \A(?:
            (?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})
            (?: [Tt\x20] (?<h>[0-9]{2}):(?<mi>[0-9]{2}) (?: :(?<s>[0-9]{2}) (?:[.,](?<f>[0-9]+))? )?
                (?: [Zz] | (?<sign>[+-])(?<zh>[0-9]{2})(?::?(?<zm>[0-9]{2}))? )? )?
          | (?<y>[0-9]{4})(?<mo>[0-9]{2})(?<d>[0-9]{2})
            (?: [Tt] (?<h>[0-9]{2})(?<mi>[0-9]{2}) (?: (?<s>[0-9]{2}) (?:[.,](?<f>[0-9]+))? )?
                (?: [Zz] | (?<sign>[+-])(?<zh>[0-9]{2})(?<zm>[0-9]{2})? )? )?
        )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
