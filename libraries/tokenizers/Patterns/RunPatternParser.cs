using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Patterns;

/// <summary>
/// Reads regular expressions that are one class of characters and how many of them: <c>\s+</c>, <c> {2,}</c>, <c>\p{N}{1,3}</c>,
/// <c>[^\r\n\p{L}]</c>. They are all that can be carried over without an engine for regular expressions, and cost linear time.
/// </summary>
internal ref struct RunPatternParser
{
    private const string Meta = @"\.[]{}()*+?^$|";

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private RunPatternParser(ReadOnlySpan<char> text) => _text = text;

    /// <summary>False where it is any other expression, or one that matches nothing at all.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RunPattern? pattern)
    {
        var parser = new RunPatternParser(text);
        pattern = parser.TryReadClass(out var members) && parser.TryReadCount(out var min, out var max) && parser._position == text.Length
            && min > 0 && min <= max
            ? new RunPattern(members, min, max)
            : null;
        return pattern is not null;
    }

    private readonly char Current => _position < _text.Length ? _text[_position] : '\0';

    private bool TryReadClass([NotNullWhen(true)] out CodePointClass? members)
    {
        members = null;
        if (Current != '[')
        {
            if (!TryReadPart(Meta, CharacterTraits.RegexWord, out var part))
                return false;
            members = new([part]);
            return true;
        }

        _position++;
        var negated = TrySkip('^');
        var parts = new List<CodePointClass.Part>();
        while (!TrySkip(']'))
        {
            // Nested classes, intersections and an end without escape mean more than characters.
            if (!TryReadPart("[]&^", CharacterTraits.RegexClassWord, out var part))
                return false;
            if (Current == '-' && _position + 1 < _text.Length && _text[_position + 1] != ']')
            {
                _position++;
                if (!TryReadPart("[]&^-", CharacterTraits.RegexClassWord, out var last) || part.Last < 0 || last.Last < part.First)
                    return false;
                part = part with { Last = last.Last };
            }

            parts.Add(part);
        }

        members = new([.. parts], negated);
        return parts.Count > 0;
    }

    private bool TryReadPart(string forbidden, CharacterTraits word, [NotNullWhen(true)] out CodePointClass.Part? part)
    {
        part = null;
        if (Rune.DecodeFromUtf16(_text[_position..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            return false;
        _position += length;
        if (rune.Value == '\\')
            return TryReadEscape(word, out part);
        if (rune.Value < 0x80 && forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
            return false;
        part = Single(rune.Value);
        return true;
    }

    private bool TryReadEscape(CharacterTraits word, [NotNullWhen(true)] out CodePointClass.Part? part)
    {
        var c = Current;
        _position++;
        part = c switch
        {
            's' => new(Space: true),
            'S' => new(Space: true, Inverted: true),
            'd' => new(CharacterTraits.DecimalDigit),
            'D' => new(CharacterTraits.DecimalDigit, Inverted: true),
            'w' => new(word),
            'W' => new(word, Inverted: true),
            'n' => Single('\n'),
            'r' => Single('\r'),
            't' => Single('\t'),
            'p' => ReadProperty(inverted: false),
            'P' => ReadProperty(inverted: true),
            '-' or '/' or ' ' or '&' => Single(c),
            _ => Meta.Contains(c, StringComparison.Ordinal) && c != '\0' ? Single(c) : null,
        };
        return part is not null;
    }

    private CodePointClass.Part? ReadProperty(bool inverted)
    {
        var rest = _position < _text.Length ? _text[_position..] : default;
        var trait = rest.StartsWith("{L}", StringComparison.Ordinal) ? CharacterTraits.Letter
            : rest.StartsWith("{N}", StringComparison.Ordinal) ? CharacterTraits.Number
            : CharacterTraits.None;
        _position += 3;
        return trait == CharacterTraits.None ? null : new(trait, Inverted: inverted);
    }

    // "", "+", "{n}", "{n,}" or "{n,m}".
    private bool TryReadCount(out int min, out int max)
    {
        min = max = 1;
        if (TrySkip('+'))
        {
            max = int.MaxValue;
            return true;
        }

        if (!TrySkip('{'))
            return true;
        if (!TryReadNumber(out min))
            return false;
        max = min;
        if (TrySkip(',') && !TryReadNumber(out max))
            max = int.MaxValue;
        return TrySkip('}');
    }

    private bool TryReadNumber(out int number)
    {
        var start = _position;
        while (char.IsAsciiDigit(Current))
            _position++;
        return int.TryParse(_text[start.._position], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private bool TrySkip(char c)
    {
        if (Current != c || _position == _text.Length)
            return false;
        _position++;
        return true;
    }

    private static CodePointClass.Part Single(int codePoint) => new(First: codePoint, Last: codePoint);
}
