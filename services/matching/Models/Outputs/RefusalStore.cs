using Attune.Matching.Models.Bundles;
using Npgsql;

namespace Attune.Matching.Models.Outputs;

/// <summary>
/// Texts of which a model makes nothing, by what they say and who was asked: as good a fact as an output, so that nobody asks again and
/// answers without it may be kept. Backfills do ask, and
/// when a model has changed its mind, whatever was made without its output is forgotten.
/// </summary>
internal static class RefusalStore
{
    private const string Forget = """
        WITH gone AS (
            DELETE FROM refused_outputs WHERE output = $1 AND content_hash = ANY($2) AND model = $3
                AND revision = $4 RETURNING content_hash)
        SELECT count(*) FROM gone
        """;

    private const string ForgetWhatWasMadeWithout = """
        DELETE FROM match_contexts WHERE refused_total > 0;
        DELETE FROM stage_one_lists;
        DELETE FROM playlist_profiles;
        UPDATE catalogue_version SET version = version + 1
        """;

    /// <param name="connection">Outside of a snapshot.</param>
    /// <param name="output">Table of the outputs.</param>
    /// <param name="model">Which was asked.</param>
    /// <param name="texts">Hashes of what it was asked, with its reasons.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task SaveAsync(
        NpgsqlConnection connection, string output, ModelKey model, IReadOnlyCollection<(string ContentHash, string Reason)> texts,
        CancellationToken cancellationToken)
    {
        if (texts.Count == 0) return;
        await using var command = new NpgsqlCommand("""
            INSERT INTO refused_outputs (output, content_hash, model, revision, reason)
            SELECT $1, text.hash, $3, $4, text.reason FROM unnest($2, $5) AS text(hash, reason) ON CONFLICT DO NOTHING
            """, connection)
        {
            Parameters =
            {
                new() { Value = output }, new() { Value = texts.Select(text => text.ContentHash).ToArray() },
                new() { Value = model.Name }, new() { Value = model.Revision },
                new() { Value = texts.Select(text => text.Reason).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>For outputs that have been made after all.</summary>
    public static async Task ForgetAsync(
        NpgsqlConnection connection, string output, ModelKey model, string[] contentHashes, CancellationToken cancellationToken)
    {
        if (contentHashes.Length == 0) return;
        await using var command = new NpgsqlCommand(Forget, connection)
        {
            Parameters =
            {
                new() { Value = output }, new() { Value = contentHashes }, new() { Value = model.Name }, new() { Value = model.Revision },
            },
        };
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0) return;
        await using var rest = new NpgsqlCommand(ForgetWhatWasMadeWithout, connection);
        await rest.ExecuteNonQueryAsync(cancellationToken);
    }
}
