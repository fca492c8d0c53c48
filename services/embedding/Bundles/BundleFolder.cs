using Attune.Bundles;
namespace Attune.Embedding.Bundles;

/// <summary>Where the bundle lies.</summary>
internal static class BundleFolder
{
    public static readonly string BuiltIn = Path.Combine("models", "builtin");

    /// <summary>
    /// The configured folder, else the built-in bundle of the checkout that the executable stands in; null where there is none.
    /// </summary>
    public static string? Find(ModelsOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Bundle))
            return Path.GetFullPath(options.Bundle);

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, BuiltIn);
            if (File.Exists(Path.Combine(candidate, BundleReader.ManifestName)))
                return candidate;
        }

        return null;
    }
}
