using System.Text.RegularExpressions;
using Attune.Contracts;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// Collects the reasons why a row is refused; each names the field and what would be right. The first ten are told, and how many more there
/// are.
/// </summary>
internal sealed partial class FieldRules
{
    private const int MostReasons = 10;

    private readonly List<string> _reasons = [];
    private long _more;

    public IReadOnlyList<string> Reasons => _more == 0 ? _reasons : [.. _reasons, $"and {_more:N0} more"];

    public void Id(string value)
    {
        if (!IdPattern().IsMatch(value)) Refuse("id", value.Length == 0 ? "is missing" : "must be 1 to 128 of A-Z a-z 0-9 . _ : -");
    }

    public void Text(string field, string value, int longest, bool required = false)
    {
        if (required && VisibleText.IsBlank(value)) Refuse(field, "must not be blank");
        if (value.Length > longest) Refuse(field, $"has {value.Length:N0} characters; at most {longest:N0} are allowed");
        // PostgreSQL cannot store it, and no name contains it.
        if (value.Contains('\0')) Refuse(field, "contains the character U+0000");
    }

    public void Words(string field, IReadOnlyList<string> values, int most, int longest, int least = 0)
    {
        if (values.Count < least) Refuse(field, $"needs at least {least}");
        if (values.Count > most) Refuse(field, $"has {values.Count:N0} entries; at most {most:N0} are allowed");
        for (var i = 0; i < Math.Min(values.Count, most); i++) Text($"{field}[{i}]", values[i], longest, required: true);
    }

    public void Number(string field, bool present, double value, double low, double high)
    {
        if (!present) return;
        if (!double.IsFinite(value))
            Refuse(field, $"is {(double.IsNaN(value) ? "NaN" : "infinite")}; it must be a finite number from {low} to {high}");
        else if (value < low || value > high) Refuse(field, $"is {value}; it must be from {low} to {high}");
    }

    public void Refuse(string field, string reason)
    {
        if (_reasons.Count < MostReasons) _reasons.Add($"{field} {reason}");
        else _more++;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:\-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
