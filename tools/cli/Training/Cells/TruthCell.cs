namespace Attune.Cli.Training.Cells;

/// <summary>true or false, in any case, and 1 or 0.</summary>
internal static class TruthCell
{
    public static string? Read(string text, out bool value)
    {
        value = text.Trim() == "1";
        return value || text.Trim() == "0" || bool.TryParse(text, out value) ? null : "which is neither true nor false";
    }
}
