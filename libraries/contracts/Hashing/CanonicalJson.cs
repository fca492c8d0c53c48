using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Contracts;

/// <summary>
/// The JSON Canonicalization Scheme of RFC 8785: keys in order of their UTF-16 code units, numbers as ECMAScript prints them,
/// no white space, no escape that is not needed, UTF-8.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Deeper nesting is refused, so that no input can exhaust the stack.</summary>
    private const int MaxDepth = 512;

    /// <summary>The canonical bytes of a node; <see langword="null"/> is JSON's null.</summary>
    /// <exception cref="ArgumentException">
    /// The node has no canonical form; the message names the JSON path: NaN, an infinity, an integer that a double cannot hold,
    /// a lone surrogate in a string or a key, a key that comes twice, nesting deeper than 512.
    /// </exception>
    public static byte[] Serialize(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, node);
        return buffer.WrittenSpan.ToArray();
    }

    internal static void Write(IBufferWriter<byte> output, JsonNode? node) => WriteNode(output, node, depth: 0);

    private static void WriteNode(IBufferWriter<byte> output, JsonNode? node, int depth)
    {
        if (depth > MaxDepth) throw Refused(node, $"is nested deeper than {MaxDepth}");
        switch (node)
        {
            case null: output.Write("null"u8); break;
            case JsonObject value: WriteObject(output, value, depth); break;
            case JsonArray value: WriteArray(output, value, depth); break;
            case JsonValue value: WriteValue(output, value); break;
            default: throw Refused(node, $"is of the unknown kind {node.GetType()}");
        }
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonObject value, int depth)
    {
        var properties = Properties(value);
        Array.Sort(properties, static (x, y) => string.CompareOrdinal(x.Key, y.Key));
        output.Write("{"u8);
        for (var i = 0; i < properties.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            if (!CanonicalString.TryWrite(output, properties[i].Key)) throw Refused(value, "has a key with a lone surrogate");
            output.Write(":"u8);
            WriteNode(output, properties[i].Value, depth + 1);
        }
        output.Write("}"u8);
    }

    // A parsed object is read lazily: this is where System.Text.Json first meets its keys.
    private static KeyValuePair<string, JsonNode?>[] Properties(JsonObject value)
    {
        try
        {
            return [.. value];
        }
        catch (ArgumentException exception)
        {
            throw Refused(value, "has a key that comes twice", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw Refused(value, "has a key with a lone surrogate", exception);
        }
    }

    private static void WriteArray(IBufferWriter<byte> output, JsonArray value, int depth)
    {
        output.Write("["u8);
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            WriteNode(output, value[i], depth + 1);
        }
        output.Write("]"u8);
    }

    private static void WriteValue(IBufferWriter<byte> output, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True: output.Write("true"u8); break;
            case JsonValueKind.False: output.Write("false"u8); break;
            case JsonValueKind.Number: WriteNumber(output, CanonicalValue.Number(value)); break;
            case JsonValueKind.String:
                if (!CanonicalString.TryWrite(output, CanonicalValue.Text(value))) throw Refused(value, "has a lone surrogate");
                break;
            default: WriteNode(output, JsonNode.Parse(value.ToJsonString()), depth: 0); break;
        }
    }

    private static void WriteNumber(IBufferWriter<byte> output, double value) =>
        output.Advance(EcmaScriptNumber.Format(value, output.GetSpan(EcmaScriptNumber.MaxLength)));

    internal static ArgumentException Refused(JsonNode? node, string problem, Exception? inner = null) =>
        new($"The value at {node?.GetPath() ?? "$"} {problem}, so it has no canonical JSON (RFC 8785).", nameof(node), inner);
}
