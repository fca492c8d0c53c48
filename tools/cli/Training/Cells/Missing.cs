namespace Attune.Cli.Training.Cells;

/// <summary>
/// What programs write into a cell when they know nothing: R, Excel, JSON, Python, pandas, and databases when they copy. Only for cells
/// that are no texts.
/// </summary>
internal static class Missing
{
    private static readonly HashSet<string> Words =
        new(["", "NA", "N/A", "#N/A", "null", "None", "NaN", "\\N"], StringComparer.OrdinalIgnoreCase);

    public static bool Is(string text) => Words.Contains(text.Trim());
}
