using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;

namespace Attune.Cli.Importing;

/// <summary>
/// Turns a line into a row, or says why it is none. Unknown fields, doubled fields and wrong types are refused: a typo must not lose data.
/// </summary>
internal static class RowReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        // "NaN" gets through to the service, which names the field and its range.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <returns>The row, or the reason why there is none.</returns>
    public static (TRow? Row, string? Reason) Read<TLine, TRow>(JsonLine line, Func<long, TLine, TRow> toRow)
        where TLine : class
        where TRow : IMessage
    {
        if (line.Text is not { } text)
            return (default, $"the line has {line.Bytes:N0} bytes; at most {JsonLineReader.LongestLine:N0} are read");
        try
        {
            _ = Strict.GetCharCount(text.Span);
            return JsonSerializer.Deserialize<TLine>(text.Span, Options) is { } value
                ? (toRow(line.Number, value), null)
                : (default, "the line is null; it must be a JSON object");
        }
        catch (DecoderFallbackException)
        {
            return (default, "the line is not valid UTF-8");
        }
        catch (RowRefusedException error)
        {
            return (default, error.Message);
        }
        catch (JsonException error)
        {
            return (default, Explain(error, text, Options.GetTypeInfo(typeof(TLine))));
        }
        catch (ArgumentException)
        {
            // Messages refuse it; nullable annotations do not reach inside lists.
            return (default, "a list contains null");
        }
    }

    private static string Explain(JsonException error, ReadOnlyMemory<byte> line, JsonTypeInfo type)
    {
        if (HasBareNumberWord(line.Span))
            return "the line is not JSON: NaN and Infinity are no JSON numbers; leave the field out when it is unknown";
        // "… LineNumber: 0 | BytePositionInLine: 12." counts within the line, which confuses more than it helps.
        var message = error.Message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0];
        var place = error.Path is { Length: > 2 } path
            ? $" (at {path[2..]})"
            : error.BytePositionInLine is { } at
            ? $" (at byte {at + 1})"
            : "";
        return message.Contains("could not be mapped", StringComparison.Ordinal) ? Unknown(error, line, type)
            : message.Contains("Duplicate property", StringComparison.Ordinal) ? $"the field {error.Path?[2..]} comes twice"
            : message.Contains("setting null values", StringComparison.Ordinal)
                ? $"the field {error.Path?[2..]} must not be null; leave it out"
            : message.Contains("could not be converted", StringComparison.Ordinal) ? Misfit(error)
            : $"the line is not JSON: {message}{place}";
    }

    private static string Unknown(JsonException error, ReadOnlyMemory<byte> line, JsonTypeInfo type)
    {
        try
        {
            return UnknownFields.Describe(line, type);
        }
        catch (JsonException)
        {
            // What follows is no JSON at all.
            return $"unknown field {error.Path?[2..]}";
        }
    }

    private static string Misfit(JsonException error) =>
        error.Path is not { Length: > 2 } path ? "the line is not a JSON object"
        : error.InnerException?.Message.Contains("UTF-16", StringComparison.Ordinal) == true
            ? $"the field {path[2..]} holds half a surrogate pair, which is no character"
        : $"the field {path[2..]} has a value of the wrong type";

    private static bool HasBareNumberWord(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
            }
            return false;
        }
        catch (JsonException error)
        {
            var rest = line[(int)Math.Min(error.BytePositionInLine ?? 0, line.Length)..];
            return rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8) || rest.StartsWith("Inf"u8)
                || rest.StartsWith("nan"u8);
        }
    }
}
