using System.Globalization;
using System.Text.RegularExpressions;

namespace Attune.Cli.Training.Cells;

/// <summary>
/// Whole numbers as scrapers and spreadsheets write them: 1234, 1,234, 1 234, 1234.0 (pandas, where others of the column are missing),
/// 1.2e6, 1.2K, 1.2M, 1.2B. A point is never taken for a separator of thousands, nor a comma for one of decimals.
/// </summary>
internal static partial class CountCell
{
    private const string NoWhole = "which is no whole number", TooMuch = "which is more than any count";

    public static string? Read(string text, out long count)
    {
        count = 0;
        var match = Number().Match(text.Trim());
        if (!match.Success) return NoWhole;
        var digits = match.Groups["grouped"] is { Success: true } grouped
            ? Separator().Replace(grouped.Value, "")
            : match.Groups["plain"].Value;
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return TooMuch;
        var unit = match.Groups["unit"].Value.ToUpperInvariant();
        var factor = unit switch { "K" => 1_000m, "M" => 1_000_000m, "B" => 1_000_000_000m, _ => 1m };
        if (Math.Abs(value) > long.MaxValue / factor) return TooMuch;
        value *= factor;
        if (value != decimal.Truncate(value)) return NoWhole;
        count = (long)value;
        return null;
    }

    [GeneratedRegex("""
        \A(?:
            (?<grouped> [+-]?[0-9]{1,3} (?:(?<mark>[,\x20\u00A0\u202F])[0-9]{3}) (?:\k<mark>[0-9]{3})* (?:\.0+)? )
          | (?<plain> [+-]?[0-9]+ (?:\.[0-9]+)? ) (?<unit>[KkMmBb])
          | (?<plain> [+-]?[0-9]+ (?:\.[0-9]+)? (?:[eE]\+?[0-9]{1,3})? )
        )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[,\x20\u00A0\u202F]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
