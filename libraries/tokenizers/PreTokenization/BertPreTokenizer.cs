using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Words are runs of what is neither white space nor punctuation; every punctuation character is a word of its own.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    private enum Kind : byte
    {
        Letter,
        Space,
        Punctuation,
    }

    private static readonly Kind[] Ascii = [.. Enumerable.Range(0, 0x80).Select(c => Classify(c))];

    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        int start = position, from = position;
        while (position < text.Length)
        {
            var kind = KindAt(text, position, out var length);
            if (kind != Kind.Letter)
            {
                // What ends a word is looked at again in the next call.
                if (position > start)
                    break;
                position += length;
                if (kind == Kind.Punctuation)
                    break;
                start = position;
                continue;
            }

            position += length;
        }

        work.Add(position - from);
        word = text[start..position];
        return !word.IsEmpty;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int position, out int length)
    {
        var c = text[position];
        length = 1;
        if (c < 0x80)
            return Ascii[c];

        Rune.DecodeFromUtf16(text[position..], out var rune, out length);
        return Classify(rune.Value);
    }

    private static Kind Classify(int codePoint) =>
        codePoint <= char.MaxValue && WhiteSpace.Is((char)codePoint) ? Kind.Space
        : UnicodeData.Has(codePoint, CharacterTraits.Punctuation) ? Kind.Punctuation
        : Kind.Letter;
}
