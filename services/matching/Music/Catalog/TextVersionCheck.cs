using Attune.Hosting;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// Ready when every stored text is hashed by this binary's version: rows of another one would count as changed, or be matched by vectors of
/// a text that this binary does not make. Reads the two ends of an index a table.
/// </summary>
internal sealed class TextVersionCheck(NpgsqlDataSource database) : IReadinessCheck
{
    internal static readonly string Sql = "SELECT " + string.Join(", ", HashedTable.All.SelectMany(table => new[]
    {
        $"(SELECT min({HashedTable.StoredVersion}) FROM {table.Name})",
        $"(SELECT max({HashedTable.StoredVersion}) FROM {table.Name})",
    }));

    public string Name => "texts";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand(Sql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return Explain([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }
        catch (NpgsqlException)
        {
            // Away, or not migrated: the check of the storage says so, and what to do.
            return null;
        }
    }

    private static string? Explain(string?[] ends)
    {
        var stale = HashedTable.All.SelectMany(
            (table, i) => ends[(2 * i)..(2 * i + 2)].OfType<string>().Where(version => version != table.Version)
                .Distinct(StringComparer.Ordinal)
            .Select(version => $"{table.Name} are hashed as {version}, and this binary makes {table.Version}")).ToList();
        return stale.Count == 0 ? null : $"{string.Join("; ", stale)}: run this service with the argument 'migrate'.";
    }
}
