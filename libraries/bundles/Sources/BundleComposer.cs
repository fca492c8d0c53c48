using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Bundles.Sources;

/// <summary>Makes <c>bundle.json</c> of what a source says and what was downloaded.</summary>
public static class BundleComposer
{
    // Templates and golden texts stay readable.
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The manifest, UTF-8; the same bytes for the same source and lock.</summary>
    public static byte[] Compose(BundleSource source, BundleLock downloaded)
    {
        var manifest = new JsonObject
        {
            ["manifest"] = BundleManifest.Format,
            ["name"] = source.Name,
            ["files"] = new JsonObject(
                downloaded.Files.OrderBy(x => x.Key, StringComparer.Ordinal)
                    .Select(x => KeyValuePair.Create(x.Key, (JsonNode?)x.Value.Sha256))),
            ["models"] = new JsonArray([.. source.Models.Select(x => Model(x, downloaded))]),
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Indented), (byte)'\n'];
    }

    /// <exception cref="BundleRefusedException">Whatever is downloaded, the manifest would contradict itself.</exception>
    internal static void Check(BundleSource source, string name)
    {
        var anything = new BundleLock
        {
            LockFormat = BundleLock.Format,
            Name = source.Name,
            Repositories = source.Repositories,
            Files = source.Files.ToDictionary(x => x.Key, x => x.Value with { Sha256 = new string('0', 64) }),
        };
        BundleReader.Parse("", Compose(source, anything), name);
    }

    private static JsonObject Model(JsonObject model, BundleLock downloaded)
    {
        var composed = new JsonObject();
        foreach (var (key, value) in model)
        {
            if (key == "repository")
                composed["revision"] = downloaded.Repositories[value!.ToString()].Revision;
            else
                composed[key] = value?.DeepClone();
        }

        return composed;
    }
}
