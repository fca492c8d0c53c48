using System.Globalization;

namespace Attune.Contracts;

/// <summary>
/// Number::toString of ECMA-262 (radix 10), as RFC 8785 section 3.2.2.3 demands. .NET finds the same shortest digits, with two
/// exceptions; the layout differs.
/// </summary>
internal static class EcmaScriptNumber
{
    /// <summary>More than any number takes: a sign, 17 digits, a point and up to 5 zeros or an exponent.</summary>
    public const int MaxLength = 32;

    /// <summary>Integers of up to this many digits are printed without an exponent.</summary>
    private const int MaxIntegerDigits = 21;

    /// <param name="value">A finite number; -0 prints as 0.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Format(double value, Span<byte> destination)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        Span<byte> buffer = stackalloc byte[MaxLength];
        var length = Shortest(Math.Abs(value), text);
        var digits = buffer[..Digits(text[..length], buffer, out var pointAfter)];
        if (digits.IsEmpty)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        var output = new Cursor(destination);
        if (value < 0) output.Write("-"u8);
        Lay(ref output, digits, pointAfter);
        return output.Length;
    }

    /// <summary>
    /// "R" is one digit short for 2⁻²⁵ and 2⁻⁹⁵⁸: below a power of two the doubles lie twice as dense, and the text that it
    /// prints is that of the neighbour. All 17 digits are what is right then.
    /// </summary>
    private static int Shortest(double value, Span<byte> text)
    {
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture) != value)
            value.TryFormat(text, out length, "E16", CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Takes .NET's text apart: the significant digits, and how many of them stand before the point.</summary>
    private static int Digits(ReadOnlySpan<byte> text, Span<byte> digits, out int pointAfter)
    {
        var exponentAt = text.IndexOf((byte)'E');
        pointAfter = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var pointAt = mantissa.IndexOf((byte)'.');
        pointAfter += pointAt < 0 ? mantissa.Length : pointAt;

        var count = 0;
        foreach (var symbol in mantissa)
        {
            if (symbol == '.') continue;
            if (count == 0 && symbol == '0') pointAfter--;
            else digits[count++] = symbol;
        }
        return digits[..count].TrimEnd((byte)'0').Length;
    }

    private static void Lay(scoped ref Cursor output, scoped ReadOnlySpan<byte> digits, int pointAfter)
    {
        switch (pointAfter)
        {
            case > 0 and <= MaxIntegerDigits when digits.Length <= pointAfter:
                output.Write(digits);
                output.WriteZeros(pointAfter - digits.Length);
                break;
            case > 0 and <= MaxIntegerDigits:
                output.Write(digits[..pointAfter]);
                output.Write("."u8);
                output.Write(digits[pointAfter..]);
                break;
            case > -6 and <= 0:
                output.Write("0."u8);
                output.WriteZeros(-pointAfter);
                output.Write(digits);
                break;
            default:
                output.Write(digits[..1]);
                if (digits.Length > 1) output.Write("."u8);
                output.Write(digits[1..]);
                output.Write(pointAfter > 0 ? "e+"u8 : "e-"u8);
                output.Write(Math.Abs(pointAfter - 1));
                break;
        }
    }

    private ref struct Cursor(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Length { get; private set; }

        public void Write(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_destination[Length..]);
            Length += bytes.Length;
        }

        public void Write(int number)
        {
            number.TryFormat(_destination[Length..], out var written, default, CultureInfo.InvariantCulture);
            Length += written;
        }

        public void WriteZeros(int count)
        {
            _destination.Slice(Length, count).Fill((byte)'0');
            Length += count;
        }
    }
}
