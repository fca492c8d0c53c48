using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.Messaging;

/// <summary>How message bodies are written and read: strict about what is there, silent about what a newer publisher added.</summary>
internal static class MessageJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonSerializerOptions Stored = new(Options) { PropertyNameCaseInsensitive = true };

    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);

    /// <exception cref="JsonException">The body is not JSON, or not of this shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body) where T : class =>
        JsonSerializer.Deserialize<T>(body, Options) ?? throw new JsonException("The body is null.");

    /// <summary>What this or an older version of a service has left in its own store.</summary>
    public static T ReadStored<T>(string payload) where T : class =>
        JsonSerializer.Deserialize<T>(payload, Stored) ?? throw new JsonException("The payload is null.");
}
