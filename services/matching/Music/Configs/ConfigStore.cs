using System.Data.Common;
using Attune.Hosting.Errors;
using Dapper;
using Npgsql;

namespace Attune.Matching.Music.Configs;

/// <summary>Configurations and their names in the store.</summary>
internal sealed class ConfigStore(NpgsqlDataSource database)
{
    /// <summary>The row that $1 means: a name, a hash, or the default when it is empty. For whoever has a round trip to share.</summary>
    public const string FindSql = """
        SELECT n.name, c.content, n.is_default, n.updated_at, c.hash
        FROM matching_configs c LEFT JOIN matching_config_names n ON n.hash = c.hash
        WHERE CASE WHEN $1::text = '' THEN n.is_default ELSE n.name = $1 OR c.hash = $1 END
        ORDER BY n.name LIMIT 1
        """;

    private const int MostNames = 1_000;

    public static NamedConfig Read(DbDataReader reader) => new(
        reader.IsDBNull(0) ? "" : reader.GetString(0),
        MatchConfig.FromContent(reader.GetString(1), reader.GetString(4)),
        !reader.IsDBNull(2) && reader.GetBoolean(2),
        reader.IsDBNull(3) ? null : reader.GetDateTime(3));

    /// <exception cref="ResourceNotFoundException">Nothing is like that.</exception>
    public async Task<NamedConfig> GetAsync(string reference, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(FindSql, reference, cancellationToken);
        var found = ConfigChoice.Resolve(reference, rows.SingleOrDefault());
        // The built-in one has no row to say whether it is the default.
        return found.Name == ConfigChoice.BuiltInName ? ConfigChoice.BuiltIn(await IsBuiltInDefaultAsync(cancellationToken)) : found;
    }

    /// <summary>Every name, the built-in one first.</summary>
    public async Task<IReadOnlyList<NamedConfig>> ListAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(
            "SELECT n.name, c.content, n.is_default, n.updated_at, c.hash FROM matching_config_names n JOIN matching_configs c ON " +
            "c.hash = n.hash ORDER BY n.name",
            reference: null, cancellationToken);
        return [ConfigChoice.BuiltIn(!stored.Any(config => config.IsDefault)), .. stored];
    }

    /// <summary>Points the name to the configuration, storing it if it is new.</summary>
    /// <exception cref="PreconditionException">
    /// There are too many names, or the name is the default: moving it would change what serves.
    /// </exception>
    public async Task PutAsync(string name, MatchConfig config, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var others = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT count(*) FROM matching_config_names WHERE name <> @name", new { name }, cancellationToken: cancellationToken));
        if (others >= MostNames)
            throw new PreconditionException($"There are {MostNames:N0} named configurations already. Move one of those names instead.");
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO matching_configs (hash, content) VALUES (@Hash, @Content) ON CONFLICT DO NOTHING;
            INSERT INTO matching_config_names AS n (name, hash) VALUES (@name, @Hash)
            ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, updated_at = now() WHERE n.hash <> excluded.hash AND NOT n.is_default
            """, new { name, config.Hash, config.Content }, cancellationToken: cancellationToken));
        if (await HashOfAsync(connection, "name = @name", name, cancellationToken) != config.Hash)
            throw new PreconditionException(
                $"{name} is the default, which SetDefault alone changes. Put this under another name and make that the default.");
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Makes a name the default, if it and the present default still are what they were when that was decided, and records the decision
    /// with it.
    /// </summary>
    /// <exception cref="PreconditionException">Somebody changed one of them meanwhile.</exception>
    public async Task SetDefaultAsync(
        NamedConfig next, NamedConfig present, Func<NpgsqlConnection, Task> recordAsync, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One at a time: between clearing and setting, another's choice would break the rule that there is one.
        await connection.ExecuteAsync(
            new CommandDefinition("LOCK TABLE matching_config_names IN SHARE ROW EXCLUSIVE MODE", cancellationToken: cancellationToken));
        if ((await HashOfAsync(connection, "is_default", next.Name, cancellationToken) ?? MatchConfig.BuiltIn.Hash) != present.Config.Hash
            || (next.Name != ConfigChoice.BuiltInName
            && await HashOfAsync(connection, "name = @name", next.Name, cancellationToken) != next.Config.Hash))
            throw new PreconditionException("Somebody changed the configurations meanwhile. Look at them and try again.");
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE matching_config_names SET is_default = false WHERE is_default AND name <> @Name;
            UPDATE matching_config_names SET is_default = true WHERE name = @Name
            """, new { next.Name }, cancellationToken: cancellationToken));
        await recordAsync(connection);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task<string?> HashOfAsync(
        NpgsqlConnection connection, string condition, string name, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                $"SELECT hash FROM matching_config_names WHERE {condition}", new { name }, cancellationToken: cancellationToken));

    private async Task<bool> IsBuiltInDefaultAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(FindSql, "", cancellationToken)).Count == 0;

    private async Task<List<NamedConfig>> ReadAsync(string sql, string? reference, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        if (reference is not null) command.Parameters.Add(new() { Value = reference });
        var found = new List<NamedConfig>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(Read(reader));
        return found;
    }
}
