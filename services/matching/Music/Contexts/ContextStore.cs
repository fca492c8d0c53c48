using System.Data.Common;
using Attune.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Contexts;

/// <summary>Answers under their contexts: written whole or not at all, read in one round trip.</summary>
internal static class ContextStore
{
    public static async Task<MatchAnswer?> FindAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT c.pairs, c.vectors, c.emotions, c.profiles, c.rerank_pairs,
                c.tracks_without_signals, c.playlists_without_signals, c.refused_total, c.refused,
                r.playlist_id, r.track_id, t.title, t.artists, r.score, r.stage_one, r.rerank, r.signals
            FROM match_contexts c
            LEFT JOIN (match_results r JOIN tracks t ON t.id = r.track_id) ON r.context_key = c.context_key
            WHERE c.context_key = $1
            ORDER BY r.playlist_id, r.rank
            """, connection) { Parameters = { new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var basis = new MatchBasis(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        var unranked = new Unranked(reader.GetInt64(5), reader.GetInt64(6));
        var refused = RefusedOutputs.FromJson(reader.GetInt64(7), reader.GetString(8));
        var ranked = new Dictionary<string, IReadOnlyList<ScoredTrack>>(StringComparer.Ordinal);
        do
            AddResult(ranked, reader);
        while (await reader.ReadAsync(cancellationToken));
        return new MatchAnswer(ranked, basis, unranked, refused);
    }

    private static void AddResult(Dictionary<string, IReadOnlyList<ScoredTrack>> ranked, DbDataReader reader)
    {
        if (reader.IsDBNull(9)) return; // a context without a single result
        var playlist = reader.GetString(9);
        if (!ranked.TryGetValue(playlist, out var list)) ranked[playlist] = list = new List<ScoredTrack>();
        ((List<ScoredTrack>)list).Add(new ScoredTrack(
            reader.GetString(10), reader.GetString(11), reader.GetFieldValue<string[]>(12), reader.GetDouble(13), reader.GetDouble(14),
            reader.IsDBNull(15) ? null : reader.GetFloat(15), reader.GetFieldValue<float[]>(16)));
    }

    /// <summary>Stores the answer. When a concurrent request stored the same context first, its rows stay: they are equal.</summary>
    public static async Task SaveAsync(
        NpgsqlConnection connection, MatchContext context, MatchAnswer answer, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await InsertContextAsync(connection, context, answer, cancellationToken))
            await InsertResultsAsync(connection, context.Key, answer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> InsertContextAsync(
        NpgsqlConnection connection, MatchContext context, MatchAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO match_contexts (context_key, user_id, bundle_hash, algorithm, config_hash, playlist_set_hash, candidate_set_hash,
                pairs, vectors,
                emotions, profiles, rerank_pairs, tracks_without_signals, playlists_without_signals, refused_total, refused)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING
            """, connection)
        {
            Parameters =
            {
                new() { Value = context.Key }, new() { Value = context.UserId }, new() { Value = context.BundleHash },
                new() { Value = Versions.MatchingAlgorithm }, new() { Value = context.ConfigHash },
                new() { Value = context.PlaylistSetHash },
                new() { Value = context.CandidateSetHash }, new() { Value = answer.Basis.Pairs }, new() { Value = answer.Basis.Vectors },
                new() { Value = answer.Basis.Emotions }, new() { Value = answer.Basis.Profiles },
                new() { Value = answer.Basis.RerankPairs },
                new() { Value = answer.Unranked.Tracks }, new() { Value = answer.Unranked.Playlists },
                new() { Value = answer.Refused.Total }, new() { Value = answer.Refused.ToJson() },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task InsertResultsAsync(
        NpgsqlConnection connection, string key, MatchAnswer answer, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "COPY match_results (context_key, playlist_id, rank, track_id, score, stage_one, rerank, signals) FROM STDIN (FORMAT BINARY)",
            cancellationToken);
        foreach (var (playlist, tracks) in answer.Ranked)
        {
            for (var i = 0; i < tracks.Count; i++)
            {
                await writer.StartRowAsync(cancellationToken);
                await writer.WriteAsync(key, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(playlist, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(i + 1, NpgsqlDbType.Integer, cancellationToken);
                await writer.WriteAsync(tracks[i].TrackId, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(tracks[i].Score, NpgsqlDbType.Double, cancellationToken);
                await writer.WriteAsync(tracks[i].StageOne, NpgsqlDbType.Double, cancellationToken);
                if (tracks[i].Rerank is { } rerank) await writer.WriteAsync(rerank, NpgsqlDbType.Real, cancellationToken);
                else await writer.WriteNullAsync(cancellationToken);
                await writer.WriteAsync(tracks[i].Signals, NpgsqlDbType.Array | NpgsqlDbType.Real, cancellationToken);
            }
        }
        await writer.CompleteAsync(cancellationToken);
    }
}
