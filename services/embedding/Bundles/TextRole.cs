using System.Text.Json.Serialization;

namespace Attune.Embedding.Bundles;

/// <summary>Which template a text gets.</summary>
internal enum TextRole
{
    /// <summary>The text searches.</summary>
    [JsonStringEnumMemberName("query")]
    Query,

    /// <summary>The text is found.</summary>
    [JsonStringEnumMemberName("document")]
    Document,
}
