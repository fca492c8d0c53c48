using System.Text.Json.Serialization;

namespace Attune.Cli.Models;

/// <summary>Whether a bundle can be served from this machine.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BundleState>))]
internal enum BundleState
{
    /// <summary>Its files are part of the checkout.</summary>
    [JsonStringEnumMemberName("in_repository")]
    InRepository,

    /// <summary>Downloaded, as the lock file says.</summary>
    [JsonStringEnumMemberName("pulled")]
    Pulled,

    /// <summary>Downloaded, and source or lock have changed since.</summary>
    [JsonStringEnumMemberName("outdated")]
    Outdated,

    [JsonStringEnumMemberName("not_pulled")]
    NotPulled,

    /// <summary>Its manifest, source or lock cannot be used.</summary>
    [JsonStringEnumMemberName("unusable")]
    Unusable,
}
