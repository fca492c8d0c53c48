using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>How one vector is made of those of the tokens.</summary>
public enum Pooling
{
    /// <summary>Mean over the tokens, padding left out.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,

    /// <summary>The first token's.</summary>
    [JsonStringEnumMemberName("cls")]
    Cls,

    /// <summary>The last token's that is not padding.</summary>
    [JsonStringEnumMemberName("last")]
    Last,
}
