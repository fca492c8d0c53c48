namespace Attune.Cli.Models;

/// <summary>A model of a bundle.</summary>
/// <param name="Revision">Null where only a pull will tell.</param>
internal sealed record BundleModel(string Name, string Kind, string? Revision);
