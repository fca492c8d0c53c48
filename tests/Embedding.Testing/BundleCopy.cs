using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attune.Embedding.Bundles;

namespace Attune.Embedding.Testing;

/// <summary>A copy of the built-in bundle that a test may damage.</summary>
internal sealed class BundleCopy : IDisposable
{
    public BundleCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Original).Where(x => !x.EndsWith(".md", StringComparison.Ordinal)))
            File.Copy(file, PathOf(Path.GetFileName(file)));
    }

    /// <summary>The bundle of the checkout.</summary>
    public static string Original { get; } = BundleFolder.Find(new ModelsOptions())!;

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Flips one bit in the middle of a file.</summary>
    public void Corrupt(string file)
    {
        var bytes = File.ReadAllBytes(PathOf(file));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(PathOf(file), bytes);
    }

    /// <summary>Changes the manifest.</summary>
    public void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf(BundleReader.ManifestName)))!;
        change(manifest);
        File.WriteAllText(PathOf(BundleReader.ManifestName), manifest.ToJsonString());
    }

    /// <summary>Replaces a file and gives the manifest its new hash.</summary>
    public void Replace(string file, byte[] content)
    {
        File.WriteAllBytes(PathOf(file), content);
        Edit(x => x["files"]![file] = Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
