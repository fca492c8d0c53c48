using System.Buffers;
using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// Applies a SentencePiece character map as the reference implementation does: to a grapheme cluster of at most five bytes as a
/// whole, where the shortest entry that it starts with replaces all of it, and otherwise to each of its code points.
/// </summary>
internal sealed class PrecompiledNormalizer : INormalizer
{
    private const int LongestCluster = 5;

    private readonly CharacterMap _map;
    private readonly SearchValues<char> _plainAscii;

    // Of the basic plane, what is not replaced and does not join another plain character.
    private readonly bool[] _plain = new bool[char.MaxValue + 1];

    public PrecompiledNormalizer(CharacterMap map)
    {
        _map = map;
        Span<byte> utf8 = stackalloc byte[4];
        for (var c = 0; c < _plain.Length; c++)
            _plain[c] = Rune.TryCreate((char)c, out var rune) && StandsAlone(GraphemeClusters.ClassOf(c))
                && !map.TryReplace(utf8[..rune.EncodeToUtf8(utf8)], out _);
        _plainAscii = SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(c => _plain[c]).Select(c => (char)c)]);
    }

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        while (!text.IsEmpty)
        {
            var unchanged = text.IndexOfAnyExcept(_plainAscii);
            while ((uint)unchanged < (uint)text.Length && _plain[text[unchanged]])
                unchanged++;
            if ((uint)unchanged >= (uint)text.Length)
            {
                output.Append(text);
                return;
            }

            // What is not plain may belong to the cluster of the character before it.
            if (unchanged > 0 && text[unchanged] >= 0x80)
                unchanged--;
            output.Append(text[..unchanged]);
            text = text[unchanged..];

            var end = GraphemeClusters.EndOf(text, 0);
            work.Add(unchanged + (2 * end));
            NormalizeCluster(text[..end], ref output);
            text = text[end..];
        }
    }

    // Two code points of these classes are two clusters: what joins them must stand between.
    private static bool StandsAlone(GraphemeClass kind) => kind is GraphemeClass.Other or GraphemeClass.Pictographic
        or GraphemeClass.Consonant or GraphemeClass.OpenSyllable or GraphemeClass.ClosedSyllable;

    private void NormalizeCluster(ReadOnlySpan<char> cluster, ref CharBuffer output)
    {
        // One UTF-16 unit takes one to three bytes, a pair of them four.
        if (cluster.Length is > 1 and <= LongestCluster && TryReplaceWhole(cluster, ref output))
            return;

        Span<byte> utf8 = stackalloc byte[4];
        while (!cluster.IsEmpty)
        {
            Rune.DecodeFromUtf16(cluster, out var rune, out var length);
            if (_map.TryReplace(utf8[..rune.EncodeToUtf8(utf8)], out var replacement))
                AppendUtf8(replacement, ref output);
            else
                output.AppendCodePoint(rune.Value);
            cluster = cluster[length..];
        }
    }

    private bool TryReplaceWhole(ReadOnlySpan<char> cluster, ref CharBuffer output)
    {
        Span<byte> utf8 = stackalloc byte[LongestCluster * 3];
        var length = Encoding.UTF8.GetBytes(cluster, utf8);
        if (length > LongestCluster || !_map.TryReplace(utf8[..length], out var replacement))
            return false;
        AppendUtf8(replacement, ref output);
        return true;
    }

    private static void AppendUtf8(scoped ReadOnlySpan<byte> utf8, ref CharBuffer output)
    {
        if (utf8.Length == 1)
            output.Append((char)utf8[0]);
        else
            Encoding.UTF8.GetChars(utf8, output.Extend(Encoding.UTF8.GetCharCount(utf8)));
    }
}
