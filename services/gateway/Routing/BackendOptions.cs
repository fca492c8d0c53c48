namespace Attune.Gateway.Routing;

/// <summary>One service behind the gateway.</summary>
internal sealed record BackendOptions
{
    /// <summary>Where it listens: <c>http://host:port</c> (cleartext HTTP/2) or <c>https://…</c>. Required.</summary>
    public string Address { get; init; } = "";
}
