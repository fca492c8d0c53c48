using Attune.Hosting.Errors;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Embeddings;
using Attune.Matching.Evaluation.Runs;
using Attune.Matching.Evaluation.Scorers;
using Attune.Matching.Evaluation.Tasks;
using Npgsql;

namespace Attune.Matching.Evaluation.Gate;

/// <summary>
/// Which bundles matching may answer with. The first one ever seen is accepted by being seen; every other when its evaluation does not lose to that of the one accepted
/// last (<see cref="GateVerdict.Loses"/>), or when somebody insists. Going back to a bundle that was accepted is always possible.
/// </summary>
internal sealed class BundleGate(NpgsqlDataSource database, BundleCache bundles, ConfigStore configs, Evaluator evaluator)
{
    /// <summary>True when the bundle $1 is accepted. For whoever has a round trip to share; when it says false, <see cref="CheckAsync"/> has the last word.</summary>
    public const string IsAcceptedSql = "SELECT EXISTS (SELECT FROM accepted_bundles WHERE bundle_hash = $1)";

    private const string AcceptFirst = """
        INSERT INTO accepted_bundles (bundle_hash, is_first) SELECT $1, true WHERE NOT EXISTS (SELECT FROM accepted_bundles) ON CONFLICT DO NOTHING
        """;

    /// <summary>Accepts the bundle when it is the first one ever seen. One round trip; idempotent. Not for a read-only transaction.</summary>
    /// <exception cref="PreconditionException">The bundle is not accepted; the message names the command that evaluates and accepts it.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, string bundleHash, CancellationToken cancellationToken)
    {
        // Two statements: the second one sees a row that the first had to wait for.
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Command(AcceptFirst, bundleHash), Command(IsAcceptedSql, bundleHash) } };
        if (!(bool)(await batch.ExecuteScalarAsync(cancellationToken))!)
            throw new PreconditionException($"The embedding service serves bundle {bundleHash}, which has not been accepted. ./attune eval accept-bundle evaluates it and accepts it when it does not lose to the one before.");
    }

    /// <param name="bundleHash">Of the serving bundle; empty for whichever that is.</param>
    /// <param name="insistence">Whether figures matter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The bundle's hash, and what it was judged by, in words.</returns>
    /// <exception cref="PreconditionException">It loses, nothing can be compared, or another bundle serves.</exception>
    public async Task<(string BundleHash, string Judgement)> AcceptAsync(string bundleHash, Override insistence, CancellationToken cancellationToken)
    {
        var serving = await bundles.GetAsync(cancellationToken);
        if (bundleHash.Length > 0 && bundleHash != serving.Hash)
            throw new PreconditionException($"The embedding service serves {serving.Hash}, not {Quote.Text(bundleHash)}. A bundle is evaluated and accepted while it serves.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ExecuteAsync(connection, AcceptFirst, serving.Hash, cancellationToken) == 1) return (serving.Hash, "It is the first bundle, and needs no comparison.");
        await using (var known = new NpgsqlCommand(IsAcceptedSql, connection) { Parameters = { new() { Value = serving.Hash } } })
            if ((bool)(await known.ExecuteScalarAsync(cancellationToken))!) return (serving.Hash, "It had been accepted already.");

        var decision = await JudgeAsync(connection, serving.Hash, insistence, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DecisionStore.SaveAsync(connection, decision, cancellationToken);
        if (decision.Accepted) await ExecuteAsync(connection, "INSERT INTO accepted_bundles (bundle_hash, is_first) VALUES ($1, false) ON CONFLICT DO NOTHING", serving.Hash, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return decision.Accepted
            ? (serving.Hash, decision.Judgement)
            : throw new PreconditionException($"Bundle {serving.Hash} is not accepted. {decision.Judgement} Serve a better one, or insist with override and a reason (--override --reason TEXT).");
    }

    private async Task<Decision> JudgeAsync(NpgsqlConnection connection, string serving, Override insistence, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT bundle_hash FROM accepted_bundles ORDER BY number DESC LIMIT 1", connection);
        var present = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        try
        {
            var choice = ScorerChoice.Of(await configs.GetAsync("", cancellationToken));
            var outcome = await evaluator.EvaluateAsync(EvaluationSpec.Default, [choice], recompute: false, _ => Task.CompletedTask, cancellationToken);
            if (outcome.Runs.Count == 0) return Decide(null, $"{outcome.NothingToEvaluate(EvaluationSpec.Default.MinMembers)} Only an override accepts it now.");
            var before = RunIdentity.Of(choice, present, outcome.CatalogHash, EvaluationSpec.Default).Id;
            if (!(await RunStore.FindAsync(connection, [before], cancellationToken)).TryGetValue(before, out var stored))
                return Decide(null, $"There is no evaluation of the accepted bundle {present} with configuration {choice.Label} on the present catalogue to compare it with: serve that one and run ./attune eval run first.");
            var verdict = GateVerdict.Of(stored, outcome.Runs[0].Run);
            return Decide(verdict, $"It {(verdict.Loses ? "loses" : "does not lose")} to the accepted bundle {present}: {verdict}.");
        }
        catch (ServiceException error) when (insistence.Wanted)
        {
            return Decide(null, $"It could not be evaluated: {error.Message}");
        }

        Decision Decide(GateVerdict? verdict, string judgement) => new(Decision.Bundle, "", present, serving, verdict, judgement, insistence);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, string bundleHash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = bundleHash } } };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, string bundleHash) => new(sql) { Parameters = { new() { Value = bundleHash } } };
}
