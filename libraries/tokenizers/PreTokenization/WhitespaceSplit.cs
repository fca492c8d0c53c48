using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Words are what stands between white space.</summary>
internal sealed class WhitespaceSplit : IPreTokenizer
{
    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        var from = position;
        while (position < text.Length && WhiteSpace.Is(text[position]))
            position++;
        var start = position;
        while (position < text.Length && !WhiteSpace.Is(text[position]))
            position++;
        work.Add(position - from);
        word = text[start..position];
        return !word.IsEmpty;
    }
}
