using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.Messaging;

/// <summary>How message bodies are written and read: strict about what is there, silent about what a newer publisher added.</summary>
internal static class MessageJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, s_options);

    /// <exception cref="JsonException">The body is not JSON, or not of this shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body) where T : class =>
        JsonSerializer.Deserialize<T>(body, s_options) ?? throw new JsonException("The body is null.");
}
