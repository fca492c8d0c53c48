namespace Attune.Cli.Models;

/// <summary>A model of a bundle.</summary>
/// <param name="Revision">A commit; of a bundle that is not pulled yet, what will be asked for, which may be a branch.</param>
internal sealed record BundleModel(string Name, string Kind, string Revision);
