namespace Attune.Cli.Models;

/// <summary>A bundle that is known here.</summary>
/// <param name="Folder">Where it is, or would be.</param>
/// <param name="Hash">As the service reports it; null where there is no manifest yet.</param>
/// <param name="Bytes">Length of its files, as far as known.</param>
/// <param name="Remark">What else there is to say: revisions, what is wrong, how far a download is.</param>
internal sealed record BundleEntry(
    string Name, BundleState State, string Folder, string? Hash, IReadOnlyList<BundleModel> Models, long? Bytes, string Remark);
