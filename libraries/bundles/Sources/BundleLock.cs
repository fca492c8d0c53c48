using System.Text.Json.Serialization;

namespace Attune.Bundles.Sources;

/// <summary>What <c>bundle.lock.json</c> says: what the first pull got, which every later pull, on any machine, must get too.</summary>
public sealed record BundleLock
{
    public const string FileName = "bundle.lock.json";

    /// <summary>The format this library reads.</summary>
    public const int Format = 1;

    [JsonPropertyName("lock")]
    public required int LockFormat { get; init; }

    public required string Name { get; init; }

    /// <summary>With the commit that was downloaded as revision.</summary>
    public required IReadOnlyDictionary<string, SourceRepository> Repositories { get; init; }

    /// <summary>With length and hash.</summary>
    public required IReadOnlyDictionary<string, SourceFile> Files { get; init; }
}
