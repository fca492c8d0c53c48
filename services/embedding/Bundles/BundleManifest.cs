using System.Text.Json.Serialization;

namespace Attune.Embedding.Bundles;

/// <summary>What <c>bundle.json</c> says: a pinned set of models and the files they consist of.</summary>
internal sealed record BundleManifest
{
    /// <summary>The manifest format this service reads.</summary>
    public const int Format = 1;

    /// <summary>Version of the manifest format.</summary>
    [JsonPropertyName("manifest")]
    public required int ManifestFormat { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 in lower-case hex by file name. External data of a graph counts as a file.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required IReadOnlyList<ModelManifest> Models { get; init; }
}
