using System.Buffers;
using System.Text;
using Attune.Hosting.Errors;
using TextUtf8 = System.Text.Unicode.Utf8;

namespace Attune.Hosting.Utf8;

/// <summary>
/// Finds strings that are not UTF-8 in the bytes of a message. The parser takes them: it puts replacement characters in the place of what it cannot read, and nobody can tell
/// afterwards that something else was sent.
/// </summary>
internal static class Utf8Check
{
    // As deep as the parser goes; below that it refuses the message itself.
    private const int Deepest = 100;

    private const int MostViolations = 100;

    /// <returns>Every string that is none; null where all are.</returns>
    public static IReadOnlyList<FieldViolation>? Violations(in ReadOnlySequence<byte> message, MessageStrings strings)
    {
        if (strings.IsEmpty)
            return null;
        if (message.IsSingleSegment)
            return Violations(message.FirstSpan, strings);
        int length = checked((int)message.Length);
        byte[] whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.CopyTo(whole);
            return Violations(whole.AsSpan(0, length), strings);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static List<FieldViolation>? Violations(ReadOnlySpan<byte> message, MessageStrings strings)
    {
        // Most messages have nothing but ASCII, lengths and numbers included.
        if (Ascii.IsValid(message) || AreValid(message, strings, depth: 0))
            return null;
        var found = new List<FieldViolation>();
        Collect(message, strings, "", found, depth: 0);
        return found;
    }

    private static bool AreValid(ReadOnlySpan<byte> message, MessageStrings strings, int depth)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (strings.Find(reader.Number) is not { } field)
                continue;
            if (!(field.Inside is null ? TextUtf8.IsValid(reader.Content) : depth == Deepest || AreValid(reader.Content, field.Inside, depth + 1)))
                return false;
        }

        return true;
    }

    private static void Collect(ReadOnlySpan<byte> message, MessageStrings strings, string path, List<FieldViolation> found, int depth)
    {
        var places = new Dictionary<int, int>();
        var reader = new WireReader(message);
        while (reader.Next() && found.Count < MostViolations)
        {
            if (strings.Find(reader.Number) is not { } field)
                continue;
            int place = places[reader.Number] = places.GetValueOrDefault(reader.Number, -1) + 1;
            string name = field.Descriptor.IsRepeated ? $"{path}{field.Descriptor.Name}[{place}]" : $"{path}{field.Descriptor.Name}";
            if (field.Inside is not null && depth < Deepest)
                Collect(reader.Content, field.Inside, $"{name}.", found, depth + 1);
            else if (field.Inside is null && Problem(reader.Content) is { } problem)
                found.Add(new(name, problem));
        }
    }

    private static string? Problem(ReadOnlySpan<byte> text)
    {
        for (int at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out int length) != OperationStatus.Done)
                return $"is not UTF-8: byte {at} is 0x{text[at]:X2}, which begins no character there; send text in UTF-8";
            at += length;
        }

        return null;
    }
}
