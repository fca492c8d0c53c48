using Attune.Bundles;

namespace Attune.Cli.Models;

/// <summary>Where bundles are: those of the checkout, or their descriptions, and those that were downloaded.</summary>
/// <param name="Models">The checkout's <c>models</c> folder; null outside a checkout.</param>
/// <param name="Cache">One folder a downloaded bundle.</param>
internal sealed record ModelFolders(string? Models, string Cache)
{
    private const string CacheVariable = "ATTUNE_MODELS";

    /// <exception cref="CliException">There is neither a checkout nor a cache folder.</exception>
    public static ModelFolders Find(string? models, string? cache)
    {
        models = string.IsNullOrEmpty(models) ? InCheckout() : Path.GetFullPath(models);
        if (string.IsNullOrEmpty(cache)) cache = Environment.GetEnvironmentVariable(CacheVariable);
        if (string.IsNullOrEmpty(cache) && models is not null) cache = Path.Combine(models, "..", ".dev", "models");
        if (string.IsNullOrEmpty(cache))
            throw new CliException($"Outside a checkout, set {CacheVariable} or give --cache FOLDER.", ExitCode.Unusable);
        return new ModelFolders(models, Path.GetFullPath(cache));
    }

    /// <summary>The names of all bundles, sorted.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Children(Models).Where(IsBundle).Concat(Children(Cache).Where(HasManifest)).Select(x => Path.GetFileName(x)!)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The bundle's folder in the checkout, with its manifest or the description of where it is downloaded from.</summary>
    public string? Described(string name) => Models is not null && IsBundle(Path.Combine(Models, name)) ? Path.Combine(Models, name) : null;

    /// <summary>Where the bundle is, or would be, downloaded to.</summary>
    public string Downloaded(string name) => Path.Combine(Cache, name);

    /// <summary>The folder that a service serves the bundle from; null where it is not on this machine.</summary>
    public string? Servable(string name) =>
        Described(name) is { } described && HasManifest(described) ? described : HasManifest(Downloaded(name)) ? Downloaded(name) : null;

    private static bool HasManifest(string folder) => File.Exists(Path.Combine(folder, BundleReader.ManifestName));

    private static bool IsBundle(string folder) =>
        HasManifest(folder) || File.Exists(Path.Combine(folder, Attune.Bundles.Sources.BundleSource.FileName));

    private static IEnumerable<string> Children(string? folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static string? InCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "models");
            if (HasManifest(Path.Combine(models, "builtin"))) return models;
        }
        return null;
    }
}
