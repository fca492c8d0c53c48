using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>The class of every code point, and runs of them.</summary>
internal static class SplitClasses
{
    private static readonly SplitClass[] BasicPlane = [.. Enumerable.Range(0, char.MaxValue + 1)
        .Select(x => char.IsSurrogate((char)x) ? SplitClass.Surrogate : Classify(x))];

    /// <summary>
    /// The class of the code point at <paramref name="position"/>, and its length in UTF-16 units. A lone surrogate is
    /// <see cref="SplitClass.Other"/>.
    /// </summary>
    public static SplitClass At(ReadOnlySpan<char> text, int position, out int length)
    {
        length = 1;
        var kind = BasicPlane[text[position]];
        if (kind != SplitClass.Surrogate)
            return kind;
        Rune.DecodeFromUtf16(text[position..], out var rune, out length);
        return Classify(rune.Value);
    }

    /// <summary>Whether a code point of this class stands at <paramref name="position"/>.</summary>
    public static bool Is(SplitClass kind, ReadOnlySpan<char> text, int position) =>
        position < text.Length && At(text, position, out _) == kind;

    /// <summary>Where the run of this class that <paramref name="position"/> stands in ends.</summary>
    public static int SkipRun(SplitClass kind, ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && At(text, position, out var length) == kind)
            position += length;
        return position;
    }

    /// <summary>
    /// Where the white space that <paramref name="position"/> stands in ends, and behind its last line end; 0: it has none.
    /// </summary>
    public static int SkipSpace(ReadOnlySpan<char> text, int position, out int behindLineEnd, ref Work work)
    {
        var start = position;
        behindLineEnd = 0;
        // No white space is beyond the basic plane.
        for (; position < text.Length; position++)
        {
            var kind = BasicPlane[text[position]];
            if (kind == SplitClass.LineEnd)
                behindLineEnd = position + 1;
            else if (kind != SplitClass.Space)
                break;
        }

        work.Add(position - start + 1);
        return position;
    }

    private static SplitClass Classify(int codePoint) =>
        codePoint is '\r' or '\n' ? SplitClass.LineEnd
        : codePoint <= char.MaxValue && WhiteSpace.Is((char)codePoint) ? SplitClass.Space
        : UnicodeData.Has(codePoint, CharacterTraits.Letter) ? SplitClass.Letter
        : UnicodeData.Has(codePoint, CharacterTraits.Number) ? SplitClass.Number
        : SplitClass.Other;
}
