using System.Buffers;
using System.Text.Unicode;

namespace Attune.Contracts;

/// <summary>RFC 8785 section 3.2.2.2: only quotation mark, backslash and control characters are escaped.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    /// <returns><see langword="false"/> when the text has a lone surrogate; the output is then unusable.</returns>
    public static bool TryWrite(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            if (!TryWritePlain(output, text[..plain])) return false;
            if (plain == text.Length) break;
            WriteEscape(output, text[plain]);
            text = text[(plain + 1)..];
        }
        output.Write("\""u8);
        return true;
    }

    private static bool TryWritePlain(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        const int mostBytesPerUnit = 3;
        var status = Utf8.FromUtf16(
            text, output.GetSpan(text.Length * mostBytesPerUnit + 1), out _, out var written, replaceInvalidSequences: false);
        output.Advance(written);
        return status == OperationStatus.Done;
    }

    private static void WriteEscape(IBufferWriter<byte> output, char character)
    {
        switch (character)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            default:
                output.Write("\\u00"u8);
                output.Write([Hex(character >> 4), Hex(character & 0xF)]);
                break;
        }
    }

    private static byte Hex(int digit) => "0123456789abcdef"u8[digit];
}
