using Attune.Bundles;

namespace Attune.Cli.Models.Pulling;

/// <summary>What a pull has done.</summary>
/// <param name="Bundle">Ready to be served.</param>
/// <param name="Downloaded">Files that were not there.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="LockWritten">The lock file, where it is new or has changed.</param>
/// <param name="Changes">What the lock says otherwise than before.</param>
internal sealed record PullResult(Bundle Bundle, int Downloaded, long Bytes, string? LockWritten, IReadOnlyList<string> Changes);
