using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.Cli.Training;

/// <summary>A date without a zone is UTC, wherever the file is read.</summary>
internal sealed class UtcDateConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when TryParse(reader.GetString(), out var date) => date,
        // Without words of its own it gets those that name the field.
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static bool TryParse(string? text, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
}
