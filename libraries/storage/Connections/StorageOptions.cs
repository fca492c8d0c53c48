namespace Attune.Storage;

/// <summary>Where the store is.</summary>
public sealed class StorageOptions
{
    /// <summary>The section that is bound: <c>Storage</c>.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// The database, as <c>Host=…;Port=…;Database=…;Username=…;Password=…</c> or <c>postgres://user:password@host:port/database</c>.
    /// Pool sizes, time-outs and TLS are set in it, by the keywords of Npgsql.
    /// </summary>
    public string ConnectionString { get; set; } = "";
}
