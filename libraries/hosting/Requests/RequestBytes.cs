using System.Buffers;
using System.Text;
using Attune.Hosting.Errors;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Attune.Hosting.Requests;

/// <summary>
/// Finds out what is wrong with bytes that the parser has refused, which says no more than that a string is not UTF-8, and not which.
/// </summary>
internal static class RequestBytes
{
    // As deep as the parser goes.
    private const int Deepest = 100;

    private const int MostViolations = 100;

    /// <returns>Every string that is not UTF-8, or that the bytes are no such message at all.</returns>
    public static IReadOnlyList<FieldViolation> Explain(in ReadOnlySequence<byte> bytes, MessageDescriptor message)
    {
        var found = new List<FieldViolation>();
        try
        {
            Collect(bytes.ToArray(), message, "", found, depth: 0);
        }
        catch (InvalidProtocolBufferException)
        {
            // What comes before the place where they make no sense is said.
        }

        return found.Count > 0
            ? found
            : [new("", $"The request is not a {message.FullName}: its bytes are damaged, or of another message.")];
    }

    private static void Collect(byte[] bytes, MessageDescriptor message, string path, List<FieldViolation> found, int depth)
    {
        var places = new Dictionary<int, int>();
        using var input = new CodedInputStream(bytes);
        while (found.Count < MostViolations && input.ReadTag() is not 0 and var tag)
        {
            var field = message.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited
                || field?.FieldType is not (FieldType.String or FieldType.Message))
            {
                input.SkipLastField();
                continue;
            }

            var place = places[field.FieldNumber] = places.GetValueOrDefault(field.FieldNumber, -1) + 1;
            var name = field.IsRepeated ? $"{path}{field.Name}[{place}]" : $"{path}{field.Name}";
            var content = input.ReadBytes();
            if (field.FieldType == FieldType.String)
                AddProblem(content.Span, name, found);
            else if (depth < Deepest)
                Collect(content.ToByteArray(), field.MessageType, $"{name}.", found, depth + 1);
        }
    }

    private static void AddProblem(ReadOnlySpan<byte> text, string name, List<FieldViolation> found)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != OperationStatus.Done)
            {
                found.Add(new(name, $"is not UTF-8: byte {at} is 0x{text[at]:X2}, which begins no character there; send text in UTF-8"));
                return;
            }

            at += length;
        }
    }
}
