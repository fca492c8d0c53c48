namespace Attune.Cli.Integration.Models;

/// <param name="Range">The header; empty for the whole file.</param>
/// <param name="Authorization">The header; empty where none was sent.</param>
internal sealed record HubRequest(string Method, string Path, string Revision, string Range, string Authorization);
