namespace Attune.Bundles;

/// <summary>A bundle whose manifest is sound; its files are not looked at yet.</summary>
/// <param name="Hash"><c>mb_v1_…</c> over the manifest, which pins every file by its own hash.</param>
public sealed record Bundle(string Folder, BundleManifest Manifest, string Hash)
{
    public string PathOf(string file) => Path.Combine(Folder, file);
}
