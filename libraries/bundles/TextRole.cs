using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>Which template a text gets.</summary>
public enum TextRole
{
    /// <summary>The text searches.</summary>
    [JsonStringEnumMemberName("query")]
    Query,

    /// <summary>The text is found.</summary>
    [JsonStringEnumMemberName("document")]
    Document,
}
