using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.AddedTokens;

/// <summary>
/// Goes through a text from added token to added token, as the reference does: what a token strips does not keep the next one from
/// being found in it.
/// </summary>
internal ref struct AddedTokenSplit(AddedTokenMatcher matcher, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _searched;
    private int _taken;

    // Behind the white space that a token stripped last: another one that begins in it ends where that ends.
    private int _spaceEnd;
    private bool _ended;

    /// <summary>
    /// The next token, null behind the last, and the text before it that no token has taken, which may be empty; false at the end.
    /// </summary>
    /// <param name="start">Where that text begins.</param>
    public bool TryNext(out ReadOnlySpan<char> before, out int start, out AddedToken? token, ref Work work)
    {
        start = _taken;
        before = default;
        token = null;
        if (_ended)
            return false;

        while (matcher.Find(_text, ref _searched, out var length, ref work) is { } found)
        {
            var first = _searched;
            _searched += length;
            if (found.SingleWord && (EndsWithWord(_text[..first]) || StartsWithWord(_text[_searched..])))
                continue;
            var end = found.StripRight ? EndOfSpace(_searched, ref work) : _searched;
            // Nothing is left of one that strips what the last one has taken.
            if (found.StripLeft && _taken >= end)
                continue;
            token = found;
            before = found.StripLeft ? WithoutSpaceAtEnd(_taken, first, ref work) : _text[Math.Min(_taken, first)..first];
            _taken = end;
            return true;
        }

        _ended = true;
        before = _text[_taken..];
        return true;
    }

    private readonly ReadOnlySpan<char> WithoutSpaceAtEnd(int start, int end, ref Work work)
    {
        var last = end;
        while (last > start && WhiteSpace.Is(_text[last - 1]))
            last--;
        work.Add(end - last);
        return last > start ? _text[start..last] : default;
    }

    private int EndOfSpace(int position, ref Work work)
    {
        if (position >= _spaceEnd)
        {
            _spaceEnd = position;
            while (_spaceEnd < _text.Length && WhiteSpace.Is(_text[_spaceEnd]))
                _spaceEnd++;
            work.Add(_spaceEnd - position);
        }

        return _spaceEnd;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return UnicodeData.Has(rune.Value, CharacterTraits.Word);
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        Rune.DecodeFromUtf16(text, out var rune, out _);
        return UnicodeData.Has(rune.Value, CharacterTraits.Word);
    }
}
