using Attune.Hosting.Errors;
using Npgsql;

namespace Attune.Matching.Models.Serving;

/// <summary>Which bundles matching may answer with. The first one ever seen is accepted by being seen, every other by a gate.</summary>
internal static class AcceptedBundles
{
    /// <summary>
    /// True when the bundle $1 is accepted. For whoever has a round trip to share; when it says false, <see cref="CheckAsync"/> has the
    /// last word.
    /// </summary>
    public const string IsAcceptedSql = "SELECT EXISTS (SELECT FROM accepted_bundles WHERE bundle_hash = $1)";

    private const string AcceptFirst = """
        INSERT INTO accepted_bundles (bundle_hash, is_first) SELECT $1, true WHERE NOT EXISTS (SELECT FROM accepted_bundles)
            ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// Accepts the bundle when it is the first one ever seen. One round trip; idempotent. Not for a read-only transaction.
    /// </summary>
    /// <exception cref="PreconditionException">
    /// The bundle is not accepted; the message names the command that evaluates and accepts it.
    /// </exception>
    public static async Task CheckAsync(NpgsqlConnection connection, string bundleHash, CancellationToken cancellationToken)
    {
        // Two statements: the second one sees a row that the first had to wait for.
        await using var batch = new NpgsqlBatch(
            connection) { BatchCommands = { Command(AcceptFirst, bundleHash), Command(IsAcceptedSql, bundleHash) } };
        if (!(bool)(await batch.ExecuteScalarAsync(cancellationToken))!)
            throw new PreconditionException(
                $"The embedding service serves bundle {bundleHash}, which has not been accepted. " +
                "./attune eval accept-bundle evaluates it and accepts it when it does not lose to the one before.");
    }

    /// <returns>Whether it is the first one ever seen, and accepted by that.</returns>
    public static async Task<bool> AcceptFirstAsync(NpgsqlConnection connection, string bundleHash, CancellationToken cancellationToken) =>
        await ExecuteAsync(connection, AcceptFirst, bundleHash, cancellationToken) == 1;

    public static async Task<bool> ContainsAsync(NpgsqlConnection connection, string bundleHash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(IsAcceptedSql, connection) { Parameters = { new() { Value = bundleHash } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <returns>The hash of the one accepted last.</returns>
    public static async Task<string> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT bundle_hash FROM accepted_bundles ORDER BY number DESC LIMIT 1", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static Task AddAsync(NpgsqlConnection connection, string bundleHash, CancellationToken cancellationToken) => ExecuteAsync(
        connection, "INSERT INTO accepted_bundles (bundle_hash, is_first) VALUES ($1, false) ON CONFLICT DO NOTHING", bundleHash,
        cancellationToken);

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, string bundleHash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = bundleHash } } };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, string bundleHash) => new(sql) { Parameters = { new() { Value = bundleHash } } };
}
