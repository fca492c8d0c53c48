using Attune.Hosting.Errors;
using Attune.Messaging;
using Attune.Training.Events;
using Dapper;
using Npgsql;

namespace Attune.Training.Registry;

/// <summary>
/// Models and the pointer to the one that serves. Models are never changed; the pointer moves in one transaction together with the
/// promotion that says why, the announcement of it and, for a run, its result. A process killed anywhere leaves the old model serving or
/// the new one.
/// </summary>
internal sealed class ModelRegistry(NpgsqlDataSource database)
{
    /// <summary>Replicas listen here; the payload is the promotion.</summary>
    public const string Channel = "training_promoted";

    private const string SelectPromotion = """
        SELECT p.id, p.model_id, p.kind, p.reason, p.below, p.promoted_at, m.test_accuracy
        FROM promotions p JOIN ml_models m ON m.id = p.model_id
        """;

    /// <summary>What serves; <see langword="null"/> when nothing does yet.</summary>
    public async Task<Promotion?> ServingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ServingAsync(connection, cancellationToken);
    }

    public static Task<Promotion?> ServingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Promotion>(new CommandDefinition(
            $"{SelectPromotion} JOIN serving_model s ON s.promotion_id = p.id", cancellationToken: cancellationToken));

    /// <summary>The content of a model as it was stored.</summary>
    public async Task<string?> ContentAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition("SELECT content FROM ml_models WHERE id = @id", new { id }, cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<StoredModel>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<StoredModel>(new CommandDefinition("""
            SELECT m.id, m.test_accuracy, m.run_id, m.created_at, coalesce(m.id = (SELECT p.model_id FROM serving_model s JOIN promotions p
                ON p.id = s.promotion_id), false) AS serving
            FROM ml_models m ORDER BY m.created_at DESC, m.id LIMIT @limit
            """, new { limit }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Stores a model under the hash of its content; one that is there already stays as it is.</summary>
    public static Task InsertAsync(
        NpgsqlConnection connection, string id, string content, double testAccuracy, Guid runId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO ml_models (id, content, test_accuracy, run_id) VALUES (@id, @content, @testAccuracy, @runId) ON " +
            "CONFLICT DO NOTHING",
            new { id, content, testAccuracy, runId }, cancellationToken: cancellationToken));

    /// <summary>Makes a stored model serve, past all gates.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such model.</exception>
    public async Task<Promotion> ForceAsync(string modelId, string reason, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var serving = await LockAsync(connection, cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM ml_models WHERE id = @modelId)", new { modelId }, cancellationToken: cancellationToken)))
            throw new ResourceNotFoundException($"There is no model '{modelId}'; ListModels names those that there are.");
        if (serving?.ModelId == modelId) return serving;
        var promotion = await PromoteAsync(connection, modelId, "forced", reason, null, serving?.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return promotion;
    }

    /// <summary>Makes the model serve again that served before the present one.</summary>
    /// <exception cref="PreconditionException">There was none.</exception>
    public async Task<Promotion> RollBackAsync(string reason, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var serving = await LockAsync(connection, cancellationToken)
            ?? throw new PreconditionException("No model serves, so there is nothing to go back from. Retrain first.");
        var before = serving.Below is not { } below ? null : await connection.QuerySingleAsync<Promotion>(new CommandDefinition(
            $"{SelectPromotion} WHERE p.id = @below", new { below }, cancellationToken: cancellationToken));
        if (before is null)
            throw new PreconditionException($"The model {serving.ModelId} is the first one; there is none before it to go back to.");
        // Below it lies what lay below the promotion gone back to, so that going back twice goes back two steps.
        var promotion = await PromoteAsync(connection, before.ModelId, "rollback", reason, null, before.Below, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return promotion;
    }

    /// <summary>The serving promotion; until the transaction ends, nobody else moves the pointer.</summary>
    public static async Task<Promotion?> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The table, because there may be no row to lock yet. Readers are not kept waiting.
        await connection.ExecuteAsync(
            new CommandDefinition("LOCK TABLE serving_model IN SHARE ROW EXCLUSIVE MODE", cancellationToken: cancellationToken));
        return await ServingAsync(connection, cancellationToken);
    }

    /// <summary>Moves the pointer and announces it, within the caller's transaction, which holds the lock.</summary>
    public static async Task<Promotion> PromoteAsync(
        NpgsqlConnection connection, string modelId, string kind, string reason, Guid? runId, long? below,
        CancellationToken cancellationToken)
    {
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "INSERT INTO promotions (model_id, kind, reason, run_id, below) VALUES (@modelId, @kind, @reason, @runId, @below) RETURNING id",
            new { modelId, kind, reason, runId, below }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition($"""
            INSERT INTO serving_model (promotion_id) VALUES (@id) ON CONFLICT (one) DO UPDATE SET promotion_id = excluded.promotion_id;
            SELECT pg_notify('{Channel}', @id::text)
            """, new { id }, cancellationToken: cancellationToken));
        await OutboxTable.AddAsync(connection, new TierModelPromoted(modelId, id, kind), cancellationToken);
        return (await ServingAsync(connection, cancellationToken))!;
    }
}
