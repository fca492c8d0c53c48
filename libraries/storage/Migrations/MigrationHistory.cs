using Npgsql;

namespace Attune.Storage;

/// <summary>The table <c>schema_migrations</c> of a schema.</summary>
internal static class MigrationHistory
{
    /// <summary>What has been applied, in order; nothing when the schema or the table is absent.</summary>
    public static async Task<IReadOnlyList<AppliedMigration>> ReadAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT version, name, checksum FROM {schema}.schema_migrations ORDER BY version";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var applied = new List<AppliedMigration>();
            while (await reader.ReadAsync(cancellationToken))
                applied.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
            return applied;
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [];
        }
    }

    public static Task CreateAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        $"""
        -- IF NOT EXISTS would ask for the right to create schemas even where an administrator has made this one.
        DO $$ BEGIN IF to_regnamespace('{schema}') IS NULL THEN CREATE SCHEMA {schema}; END IF; END $$;
        CREATE TABLE IF NOT EXISTS {schema}.schema_migrations (
            version int PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        """,
        cancellationToken);

    public static async Task RecordAsync(
        NpgsqlConnection connection, string schema, Migration migration, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {schema}.schema_migrations (version, name, checksum) VALUES ($1, $2, $3)";
        command.Parameters.AddWithValue(migration.Version);
        command.Parameters.AddWithValue(migration.Name);
        command.Parameters.AddWithValue(migration.Checksum);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Without a time limit: a migration, or waiting for one, takes what it takes.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
