namespace Attune.Embedding.Bundles;

/// <summary>Section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    /// <summary>Folder of the model bundle. Default: <c>models/builtin</c>, looked for in the folders above the executable.</summary>
    public string? Bundle { get; set; }

    /// <summary>
    /// Folder in which a private copy of the bundle lies while it is loaded, and from which it stays mapped into memory. Default: the
    /// system's folder for temporary files. Where that is in memory and the bundle is large, name a folder on a disk.
    /// </summary>
    public string? SnapshotFolder { get; set; }
}
