using Attune.Hosting;
using Npgsql;

namespace Attune.Storage;

/// <summary>
/// Brings a schema up to date, one transaction a file. Each takes the schema's lock inside its transaction and looks again, so any
/// number of runners may start together, and a runner that dies leaves whole migrations only.
/// </summary>
internal sealed partial class Migrator(NpgsqlDataSource dataSource, MigrationPlan plan, ILogger<Migrator> logger) : IMigrator
{
    /// <summary>First half of the advisory lock keys: "attu".</summary>
    private const int LockSpace = 0x61747475;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateSchemaAsync(cancellationToken);
        }
        catch (MigrationException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
        catch (NpgsqlException exception)
        {
            throw new StartupException(
                $"The schema '{plan.Schema}' could not be migrated. {StorageFailure.Explain(exception, dataSource)}", exception);
        }
    }

    private async Task MigrateSchemaAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await CreateExtensionAsync(connection, cancellationToken);
        await CreateHistoryAsync(connection, cancellationToken);

        var applied = 0;
        while (await ApplyNextAsync(connection, cancellationToken) is { } migration)
        {
            LogApplied(migration.FileName, plan.Schema);
            applied++;
        }
        LogUpToDate(plan.Schema, plan.Migrations.Count, applied);
        // Connections learn the types of a database once; this one may have got new ones.
        await connection.ReloadTypesAsync(cancellationToken);
    }

    private async Task<Migration?> ApplyNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, plan.Schema, cancellationToken);
        var pending = plan.Pending(await MigrationHistory.ReadAsync(connection, plan.Schema, cancellationToken));
        if (pending.Count == 0) return null;

        var migration = pending[0];
        await ApplyAsync(connection, migration, cancellationToken);
        await MigrationHistory.RecordAsync(connection, plan.Schema, migration, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return migration;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        var before = await TransactionIdAsync(connection, cancellationToken);
        try
        {
            await MigrationHistory.ExecuteAsync(connection, migration.Sql, cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException(
                $"{migration.FileName} failed: {exception.MessageText} (SQLSTATE {exception.SqlState}). Nothing of it was kept.",
                exception);
        }
        if (await TransactionIdAsync(connection, cancellationToken) != before)
            throw new MigrationException(
                $"{migration.FileName} ends the transaction that it runs in: remove BEGIN, COMMIT and ROLLBACK from it.");
    }

    private static async Task<string> TransactionIdAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_current_xact_id()::text";
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task CreateHistoryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, plan.Schema, cancellationToken);
        await MigrationHistory.CreateAsync(connection, plan.Schema, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task CreateExtensionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A lock of its own: the services share the extension, and IF NOT EXISTS alone can still collide.
        await LockAsync(connection, "extension:vector", cancellationToken);
        try
        {
            await MigrationHistory.ExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public", cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException(
                $"The extension 'vector' cannot be created: {exception.MessageText} (SQLSTATE {exception.SqlState}). Install pgvector " +
                "0.8 on the server and let a superuser run CREATE EXTENSION vector in this database.", exception);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task LockAsync(NpgsqlConnection connection, string subject, CancellationToken cancellationToken) =>
        AdvisoryLock.TakeForTransactionAsync(connection, AdvisoryKey.Of(LockSpace, subject), cancellationToken);
}
