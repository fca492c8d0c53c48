using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Attune.Bundles.Sources;

/// <summary>
/// What <c>bundle.source.json</c> says: where the files of a bundle are downloaded from, and how its models are to be used.
/// </summary>
public sealed record BundleSource
{
    public const string FileName = "bundle.source.json";

    /// <summary>The format this library reads.</summary>
    public const int Format = 1;

    [JsonPropertyName("source")]
    public required int SourceFormat { get; init; }

    /// <summary>Of the bundle and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>By a short name of their own.</summary>
    public required IReadOnlyDictionary<string, SourceRepository> Repositories { get; init; }

    /// <summary>By their path in the bundle.</summary>
    public required IReadOnlyDictionary<string, SourceFile> Files { get; init; }

    /// <summary>
    /// As in <c>bundle.json</c>, with <c>repository</c> instead of <c>revision</c>: the model's revision is the commit of the repository
    /// that its graph is from.
    /// </summary>
    public required IReadOnlyList<JsonObject> Models { get; init; }
}
