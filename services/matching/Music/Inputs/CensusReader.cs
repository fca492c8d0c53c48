using Attune.Matching.Models.Outputs;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Inputs;

/// <summary>Counts what is stored and what is missing, in one round trip and without reading any vector.</summary>
internal static class CensusReader
{
    // $1 candidates, null for all; $2 playlists; $3 to $6 embedder and emotion model, with empty names where their outputs are not asked
    // for.
    // OFFSET keeps every text one look into the index; see VectorStore.
    private const string Candidate = "($1::text[] IS NULL OR t.id = ANY($1))";
    /// <summary>The stored vector <c>e</c> of track <c>t</c>.</summary>
    public const string Vector =
        "SELECT FROM track_embeddings e WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $3 AND e.revision = $4";

    /// <summary>The stored emotions <c>o</c> of track <c>t</c>.</summary>
    public const string Emotions =
        "SELECT FROM track_emotions o WHERE o.track_id = t.id AND o.content_hash = t.text_hash AND o.model = $5 AND o.revision = $6";

    private const string PlaylistVector =
        "SELECT FROM playlist_embeddings e WHERE e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = $3 AND " +
        "e.revision = $4";

    private const string Stored = $"""
        SELECT count(*),
            count(*) FILTER (WHERE $3 <> '' AND NOT EXISTS ({Vector} OFFSET 0)),
                count(*) FILTER (WHERE $5 <> '' AND NOT EXISTS ({Emotions} OFFSET 0)),
            (SELECT count(*) FROM playlists p WHERE p.id = ANY($2) AND $3 <> '' AND NOT EXISTS ({PlaylistVector} OFFSET 0))
        FROM tracks t WHERE {Candidate} OR t.id IN (SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = ANY($2))
        """;

    private const string Refused = $"""
        SELECT r.output, t.id, r.reason FROM refused_outputs r JOIN tracks t ON t.text_hash = r.content_hash
        WHERE ((r.output = 'track_embeddings' AND r.model = $3 AND r.revision = $4)
                OR (r.output = 'track_emotions' AND r.model = $5 AND r.revision = $6))
            AND ({Candidate} OR t.id IN (SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = ANY($2)))
        UNION ALL
        SELECT r.output, p.id, r.reason FROM refused_outputs r JOIN playlists p ON p.text_hash = r.content_hash
        WHERE r.output = 'playlist_embeddings' AND r.model = $3 AND r.revision = $4 AND p.id = ANY($2)
        """;

    /// <param name="run">The question.</param>
    /// <param name="candidates">Null for the whole catalogue.</param>
    /// <param name="playlists">That are asked about.</param>
    /// <param name="withoutSignals">One a signal: true of a row <c>t</c> of tracks that has nothing for it to compare.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Census> ReadAsync(
        QuestionRun run, string[]? candidates, string[] playlists, IEnumerable<string> withoutSignals, CancellationToken cancellationToken)
    {
        var (embedder, emotions) = (run.Embedder, run.Emotions?.Key);
        await using var batch = new NpgsqlBatch(run.Snapshot)
        {
            BatchCommands = { Command(Stored), Command(WithoutSignals(withoutSignals)), Command(Refused) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var census = new Census(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), playlists.Length, reader.GetInt64(3), [], 0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var silent = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var refused = new List<Refusal>();
        while (await reader.ReadAsync(cancellationToken))
            refused.Add(new Refusal(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return census with
        {
            WithoutVectors = census.WithoutVectors - refused.Count(one => one is { IsVector: true, IsOfPlaylist: false }),
            PlaylistsWithoutVectors = census.PlaylistsWithoutVectors - refused.Count(one => one.IsOfPlaylist),
            WithoutEmotions = census.WithoutEmotions - refused.Count(one => !one.IsVector),
            Refused = refused,
            WithoutSignals = silent,
        };

        NpgsqlBatchCommand Command(string sql) => new(sql)
        {
            Parameters =
            {
                new() { Value = (object?)candidates ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = playlists },
                Text(embedder?.Name), Text(embedder?.Revision), Text(emotions?.Name), Text(emotions?.Revision),
            },
        };
    }

    private static string WithoutSignals(IEnumerable<string> conditions)
    {
        // All parameters are named, because the batch gives all of them to both commands.
        string[] all = [Candidate, "$2::text[] IS NOT NULL", "($3 || $4 || $5 || $6) IS NOT NULL", .. conditions];
        return $"SELECT count(*) FROM tracks t WHERE {string.Join(" AND ", all)}";
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = text ?? "" };
}
