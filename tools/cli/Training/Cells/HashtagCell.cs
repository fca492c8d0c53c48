namespace Attune.Cli.Training.Cells;

/// <summary>
/// Hashtags in one cell: a list as JSON or Python prints it; tags parted by |, which may have blanks in them; or tags parted by blanks,
/// commas and semicolons. The sign # is no part of a tag.
/// </summary>
internal static class HashtagCell
{
    /// <summary>What scrapers of YouTube write for a video without tags.</summary>
    private const string None = "[none]";

    public static string? Read(string text, out List<string> tags)
    {
        tags = [];
        var trimmed = text.Trim();
        if (Missing.Is(trimmed) || trimmed.Trim('"').Equals(None, StringComparison.OrdinalIgnoreCase)) return null;
        var problem = trimmed[0] == '[' ? TagList.Read(trimmed, tags) : null;
        if (trimmed[0] != '[') QuotedParts.Read(trimmed, trimmed.Contains('|', StringComparison.Ordinal) ? "|" : " ,;\t\r\n\u00A0", tags);
        tags = [.. tags.SelectMany(Names)];
        return problem;
    }

    // "#a#b" is how captions have them; "C#" is one.
    private static IEnumerable<string> Names(string tag)
    {
        var name = tag.Trim();
        return name.StartsWith('#') || name.StartsWith('＃')
            ? name.Split(['#', '＃'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : name.Length > 0 ? [name] : [];
    }
}
