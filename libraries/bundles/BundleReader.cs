using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Attune.Contracts;

namespace Attune.Bundles;

/// <summary>Reads and checks the manifest of a bundle.</summary>
public static class BundleReader
{
    public const string ManifestName = "bundle.json";

    // A setting that nobody reads would change the numbers without a word.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <exception cref="BundleRefusedException">The manifest cannot be read, or contradicts itself.</exception>
    public static async Task<Bundle> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, ManifestName);
        try
        {
            byte[] json = await File.ReadAllBytesAsync(path, cancellationToken);
            var manifest = JsonSerializer.Deserialize<BundleManifest>(json, Strict) ?? throw new JsonException("It holds null.");
            string[] problems = [.. ManifestCheck.Problems(manifest)];
            if (problems.Length > 0)
                throw new BundleRefusedException($"{path}: {string.Join(' ', problems)}");
            return new Bundle(folder, manifest, Hash.Compute(Versions.ModelBundle, JsonNode.Parse(json)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new BundleRefusedException($"{path} cannot be used: {e.Message}", e);
        }
    }
}
