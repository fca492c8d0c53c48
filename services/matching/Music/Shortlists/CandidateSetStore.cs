using Attune.Matching.Music.Contexts;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Shortlists;

/// <summary>Reads the candidates as they are, and sets as they once were.</summary>
internal static class CandidateSetStore
{
    private const string Current = """
        SELECT coalesce(array_agg(id ORDER BY id), '{}'), coalesce(array_agg(md5(text_hash || signals_hash)::uuid ORDER BY id), '{}')
            FROM tracks WHERE $1::text[] IS NULL OR id = ANY($1)
        """;

    public static async Task<CandidateSet> ReadAsync(
        NpgsqlConnection snapshot, MatchQuestion question, string hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Current, snapshot)
        {
            Parameters = { new() { Value = (object?)question.TrackIds
                ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Read(reader, hash);
    }

    /// <summary>Those that are still there, by hash.</summary>
    public static async Task<IReadOnlyDictionary<string, CandidateSet>> FindAsync(
        NpgsqlConnection connection, string[] hashes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT track_ids, contents, hash FROM candidate_sets WHERE hash = ANY($1)",
            connection) { Parameters = { new() { Value = hashes } } };
        var found = new Dictionary<string, CandidateSet>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(2), Read(reader, reader.GetString(2)));
        return found;
    }

    /// <summary>One that is there already counts as new, so that it is not deleted as old before a list refers to it.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, CandidateSet set, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO candidate_sets (hash, track_ids, contents) VALUES ($1, $2, $3) ON CONFLICT (hash) DO UPDATE SET " +
            "created_at = now()", connection)
        {
            Parameters = { new() { Value = set.Hash }, new() { Value = set.TrackIds }, new() { Value = set.Contents } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static CandidateSet Read(NpgsqlDataReader reader, string hash) =>
        new(hash, reader.GetFieldValue<string[]>(0), reader.GetFieldValue<Guid[]>(1));
}
