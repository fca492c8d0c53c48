using System.Globalization;
using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Unicode;

/// <summary>Reads an embedded file of <c>generate.mjs</c>.</summary>
internal static class UnicodeFile
{
    public static IEnumerable<Entry> Read(string name)
    {
        using var stream = typeof(UnicodeFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
            {
                section = line[1..^1];
                continue;
            }

            foreach (var entry in line.Split(' '))
                yield return Parse(section, entry);
        }
    }

    // "a", "a-b", "a=x+y" or "a-b=n", where n is decimal.
    private static Entry Parse(string section, string entry)
    {
        var sides = entry.Split('=');
        var ends = sides[0].Split('-');
        var style = section == "CombiningOrder" ? NumberStyles.None : NumberStyles.AllowHexSpecifier;
        int[] values = sides.Length == 1 ? [] : [.. sides[1].Split('+').Select(x => int.Parse(x, style, CultureInfo.InvariantCulture))];
        var first = int.Parse(ends[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var last = ends.Length == 1 ? first : int.Parse(ends[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new(section, first, last, values);
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Entry(string Section, int First, int Last, int[] Values);
}
