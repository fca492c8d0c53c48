using System.Globalization;

namespace Attune.Cli.Training.Cells;

/// <summary>A number with a point of decimals. What its range is, the service says.</summary>
internal static class NumberCell
{
    public static string? Read(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? null : "which is no number";
}
