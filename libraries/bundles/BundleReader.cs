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

    /// <exception cref="BundleRefusedException">The manifest cannot be read, or contradicts itself; all that is wrong is said.</exception>
    public static async Task<Bundle> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, ManifestName);
        byte[] json;
        try
        {
            json = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BundleRefusedException($"{path} is missing.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BundleRefusedException($"{path} cannot be read: {e.Message}", e);
        }

        return Parse(folder, json, path);
    }

    /// <summary>As <see cref="ReadAsync"/>, of a manifest that is not on the disk yet.</summary>
    /// <param name="folder">Where the bundle's files are or will be.</param>
    /// <param name="json">The manifest, UTF-8.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="BundleRefusedException">The manifest contradicts itself; all that is wrong is said.</exception>
    public static Bundle Parse(string folder, ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            // The reader below lets null pass inside lists and dictionaries.
            Require(name, Nulls(node, "").Select(x => $"{x} is null; leave out what does not apply."));
            var manifest = node.Deserialize<BundleManifest>(Strict)!;
            Require(name, ManifestCheck.Problems(manifest));
            var entries = node!["models"]!.AsArray();
            manifest = manifest with { Models = [.. manifest.Models.Select(
                (model, i) => model with { OutputRevision = OutputRevision.Of(manifest, model, entries[i]!.AsObject()) })] };
            return new Bundle(folder, manifest, Hash.Compute(Versions.ModelBundle, node));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new BundleRefusedException($"{name} cannot be used: {e.Message}", e);
        }
    }

    private static void Require(string name, IEnumerable<string> problems)
    {
        var all = string.Join(' ', problems);
        if (all.Length > 0)
            throw new BundleRefusedException($"{name}: {all}");
    }

    private static IEnumerable<string> Nulls(JsonNode? node, string path) => node switch
    {
        null => [path.Length == 0 ? "the manifest" : path],
        JsonObject value => value.SelectMany(x => Nulls(x.Value, path.Length == 0 ? x.Key : $"{path}.{x.Key}")),
        JsonArray value => value.SelectMany((x, i) => Nulls(x, $"{path}[{i}]")),
        _ => [],
    };
}
