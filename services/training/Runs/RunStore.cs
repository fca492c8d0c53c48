using Attune.Storage;
using Dapper;
using Npgsql;

namespace Attune.Training.Runs;

/// <summary>Runs in the store. Progress is in the row, so that any replica can tell of any run.</summary>
internal sealed class RunStore(NpgsqlDataSource database)
{
    private const string Select =
        "SELECT id, state, outcome, iteration, loss, forced, model_id, report::text AS report, started_at, finished_at FROM training_runs";

    /// <summary>Held by the process that runs: "attr", and one for all.</summary>
    public static readonly AdvisoryKey Lock = AdvisoryKey.Of(0x61747472, 1);

    /// <summary>Ends what a killed process left as running. Only for the holder of the lock.</summary>
    public static Task<int> FailAbandonedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
        "UPDATE training_runs SET state = 'failed', outcome = 'The process that ran it has ended.', finished_at = now() WHERE state " +
        "= 'running'", cancellationToken: cancellationToken));

    public static Task<int> CreateAsync(NpgsqlConnection connection, Guid id, bool forced, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
        "INSERT INTO training_runs (id, forced, outcome) VALUES (@id, @forced, 'reading the rows')", new { id, forced },
        cancellationToken: cancellationToken));

    public async Task<TrainingRun?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TrainingRun>(
            new CommandDefinition($"{Select} WHERE id = @id", new { id }, cancellationToken: cancellationToken));
    }

    public async Task<TrainingRun?> FindRunningAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TrainingRun>(
            new CommandDefinition($"{Select} WHERE state = 'running'", cancellationToken: cancellationToken));
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<TrainingRun>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<TrainingRun>(new CommandDefinition(
            $"{Select} ORDER BY started_at DESC, id DESC LIMIT @limit", new { limit }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task ProgressAsync(Guid id, string doing, int iteration, double loss, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE training_runs SET outcome = @doing, iteration = @iteration, loss = @loss WHERE id = @id AND state = 'running'",
            new { id, doing, iteration, loss }, cancellationToken: cancellationToken));
    }

    public async Task FailAsync(Guid id, string outcome, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE training_runs SET state = 'failed', outcome = @outcome, finished_at = now() WHERE id = @id AND state = 'running'",
            new { id, outcome }, cancellationToken: cancellationToken));
    }

    /// <summary>Ends a run with its result, within the caller's transaction.</summary>
    /// <returns>False when the run was given up by others meanwhile.</returns>
    public static async Task<bool> FinishAsync(
        NpgsqlConnection connection, Guid id, string state, string outcome, int iterations, double loss, string modelId, string report,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE training_runs SET state = @state, outcome = @outcome, iteration = @iterations, loss = @loss, model_id = @modelId,
                report = @report::jsonb, finished_at = now()
            WHERE id = @id AND state = 'running'
            """, new { id, state, outcome, iterations, loss, modelId, report }, cancellationToken: cancellationToken)) == 1;
}
