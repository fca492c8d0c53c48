using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>What <c>bundle.json</c> says: a pinned set of models and the files they consist of.</summary>
public sealed record BundleManifest
{
    /// <summary>The manifest format this library reads.</summary>
    public const int Format = 1;

    /// <summary>Version of the manifest format.</summary>
    [JsonPropertyName("manifest")]
    public required int ManifestFormat { get; init; }

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// SHA-256 in lower-case hex by relative path, with '/' between folders. External data of a graph counts as a file, and lies in the
    /// graph's folder.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required IReadOnlyList<ModelManifest> Models { get; init; }
}
