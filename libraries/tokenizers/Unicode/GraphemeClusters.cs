using System.Globalization;
using System.Text;

namespace Attune.Tokenizers.Unicode;

/// <summary>
/// Extended grapheme clusters (UAX #29) of the Unicode version that <c>graphemes.txt</c> names. The runtime's own move with its
/// version; token ids must not.
/// </summary>
internal static class GraphemeClusters
{
    private const int Hangul = 0xAC00, HangulEnd = 0xD7A3, TrailingCount = 28, ZeroWidthJoiner = 0x200D;

    private static readonly CodePointTable<byte> Classes = ReadClasses();

    /// <summary>
    /// Where the cluster that begins at <paramref name="start"/> ends; behind <paramref name="start"/>. Lone surrogates count as U+FFFD.
    /// </summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var previous = At(text, start, out var length);
        var position = start + length;
        var state = new ClusterState(previous);
        while (position < text.Length)
        {
            var next = At(text, position, out length);
            if (!state.Joins(previous, next))
                break;
            state.Add(previous, next);
            previous = next;
            position += length;
        }

        return position;
    }

    public static GraphemeClass ClassOf(int codePoint) => (GraphemeClass)Classes[codePoint];

    private static GraphemeClass At(ReadOnlySpan<char> text, int position, out int length)
    {
        Rune.DecodeFromUtf16(text[position..], out var rune, out length);
        return ClassOf(rune.Value);
    }

    private static CodePointTable<byte> ReadClasses()
    {
        var classes = new byte[0x110000];
        using var stream = typeof(GraphemeClusters).Assembly.GetManifestResourceStream("graphemes.txt")!;
        using var reader = new StreamReader(stream);
        byte current = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '[')
                current = (byte)Enum.Parse<GraphemeClass>(line[1..^1]);
            if (line[0] is '[' or '#')
                continue;
            foreach (var range in line.Split(' '))
            {
                int[] ends = [.. range.Split('-').Select(x => int.Parse(x, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
                // Where the file names two, the special case is the larger one.
                var members = classes.AsSpan(ends[0]..(ends[^1] + 1));
                for (var i = 0; i < members.Length; i++)
                    members[i] = Math.Max(members[i], current);
            }
        }

        for (var syllable = Hangul; syllable <= HangulEnd; syllable++)
            classes[syllable] = (byte)((syllable - Hangul) % TrailingCount == 0 ? GraphemeClass.OpenSyllable
                : GraphemeClass.ClosedSyllable);
        classes['\r'] = (byte)GraphemeClass.CarriageReturn;
        classes['\n'] = (byte)GraphemeClass.LineFeed;
        classes[ZeroWidthJoiner] = (byte)GraphemeClass.Joiner;
        return new(classes);
    }
}
