namespace Attune.Cli.Models.Pulling;

/// <summary>What a hub answered, redirects followed.</summary>
/// <param name="Response">The last response; its body is not read yet.</param>
/// <param name="Commit">The commit that the revision stands for, where the hub says.</param>
/// <param name="Bytes">The length of the whole file, where the hub says.</param>
/// <param name="Sha256">The file's hash, where the hub says: only it knows it beforehand, a host that it redirects to does not.</param>
internal sealed record HubReply(HttpResponseMessage Response, string? Commit, long? Bytes, string? Sha256) : IDisposable
{
    public void Dispose() => Response.Dispose();
}
