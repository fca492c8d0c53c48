using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.PreTokenization;

/// <summary><c>\w+|[^\w\s]+</c>: runs of what words are made of, and of what is neither that nor white space.</summary>
internal sealed class WhitespacePreTokenizer : IPreTokenizer
{
    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        var from = position;
        while (position < text.Length && WhiteSpace.Is(text[position]))
            position++;
        var start = position;
        var inWord = false;
        while (position < text.Length && !WhiteSpace.Is(text[position]))
        {
            Rune.DecodeFromUtf16(text[position..], out var rune, out var length);
            var isWord = UnicodeData.Has(rune.Value, CharacterTraits.Word);
            if (position > start && isWord != inWord)
                break;
            inWord = isWord;
            position += length;
        }

        work.Add(position - from);
        word = text[start..position];
        return !word.IsEmpty;
    }
}
