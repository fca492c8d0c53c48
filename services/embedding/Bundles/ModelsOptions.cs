namespace Attune.Embedding.Bundles;

/// <summary>Section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    /// <summary>Folder of the model bundle. Default: <c>models/builtin</c>, looked for in the folders above the executable.</summary>
    public string? Bundle { get; set; }
}
