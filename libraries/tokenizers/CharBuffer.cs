using System.Buffers;
using System.Text;

namespace Attune.Tokenizers;

/// <summary>A growing run of characters in a pooled array. Dispose returns the array.</summary>
internal ref struct CharBuffer(int capacity)
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public void Append(char value)
    {
        if (Length == _chars.Length)
            Grow(1);
        _chars[Length++] = value;
    }

    public void Append(ReadOnlySpan<char> values)
    {
        if (Length + values.Length > _chars.Length)
            Grow(values.Length);
        values.CopyTo(_chars.AsSpan(Length));
        Length += values.Length;
    }

    public void AppendCodePoint(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            Append((char)codePoint);
            return;
        }

        Span<char> pair = stackalloc char[2];
        new Rune(codePoint).EncodeToUtf16(pair);
        Append(pair[0]);
        Append(pair[1]);
    }

    /// <summary>What was written from <paramref name="start"/> on, to be changed in place.</summary>
    public readonly Span<char> From(int start) => _chars.AsSpan(start, Length - start);

    /// <summary>Makes room for <paramref name="length"/> characters more and returns it to be written.</summary>
    public Span<char> Extend(int length)
    {
        if (Length + length > _chars.Length)
            Grow(length);
        Length += length;
        return _chars.AsSpan(Length - length, length);
    }

    /// <summary>Takes back the last characters.</summary>
    public void Shorten(int by) => Length -= by;

    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (_chars is { } chars)
            ArrayPool<char>.Shared.Return(chars);
        this = default;
    }

    private void Grow(int by)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, Length + by));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
