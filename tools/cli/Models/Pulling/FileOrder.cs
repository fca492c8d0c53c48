using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>A file to be had.</summary>
/// <param name="Name">Its path in the bundle.</param>
/// <param name="Repository">With a commit as revision.</param>
/// <param name="Path">Its path there.</param>
/// <param name="Bytes">Its length, where known.</param>
/// <param name="Sha256">Its hash, where known.</param>
/// <param name="Authority">Who says so, for messages: <c>bundle.lock.json</c>.</param>
internal sealed record FileOrder(string Name, SourceRepository Repository, string Path, long? Bytes, string? Sha256, string Authority);
