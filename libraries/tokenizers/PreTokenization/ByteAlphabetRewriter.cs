using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Spells the UTF-8 bytes of a text in the characters that byte-level files have for them, and leaves it one word.</summary>
internal sealed class ByteAlphabetRewriter : IPreTokenizer, ITextRewriter
{
    public void Rewrite(ReadOnlySpan<char> text, bool atStart, ref CharBuffer output)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
                output.Append(ByteAlphabet.CharacterOf(value));
        }
    }

    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        word = text[position..];
        position = text.Length;
        return !word.IsEmpty;
    }
}
