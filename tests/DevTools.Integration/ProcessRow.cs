using System.Text.Json.Serialization;

namespace Attune.DevTools.Integration;

/// <summary>One element of <c>./attune status --json</c>.</summary>
internal sealed record ProcessRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("pid")] int? Pid,
    [property: JsonPropertyName("port")] int? Port,
    [property: JsonPropertyName("health")] string Health,
    [property: JsonPropertyName("version")] string Version);
