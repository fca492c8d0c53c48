using System.Net.Sockets;
using Attune.Hosting;
using Npgsql;

namespace Attune.Storage;

/// <summary>Ready when the database answers and the schema is what this binary was built for.</summary>
internal sealed class StorageReadinessCheck(NpgsqlDataSource dataSource, MigrationPlan plan) : IReadinessCheck
{
    public string Name => "storage";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var applied = await MigrationHistory.ReadAsync(connection, plan.Schema, cancellationToken);
            var pending = plan.Pending(applied);
            return pending.Count == 0
                ? null
                : $"The schema '{plan.Schema}' lacks " +
                    $"{pending[0].FileName}{(pending.Count > 1 ? $" and {pending.Count - 1} more" : "")}: run this service with the " +
                    "argument 'migrate'.";
        }
        catch (MigrationException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            return StorageFailure.Explain(exception, dataSource);
        }
    }
}
