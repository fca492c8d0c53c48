using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Music.Configs;
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
    private const string Vector =
        "SELECT FROM track_embeddings e WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $3 AND e.revision = $4";
    private const string Emotions =
        "SELECT FROM track_emotions o WHERE o.track_id = t.id AND o.content_hash = t.text_hash AND o.model = $5 AND o.revision = $6";
    private const string PlaylistVector =
        "SELECT FROM playlist_embeddings e WHERE e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = $3 AND e.revision = $4";

    // By an index that holds nothing else.
    private const string SayingNothing = $"{Vector} AND vector_norm(e.vector) = 0";

    private const string FeelingNothing = $"{Emotions} AND 0 >= ALL (o.buckets)";

    private const string Stored = $"""
        SELECT count(*),
            count(*) FILTER (WHERE $3 <> '' AND NOT EXISTS ({Vector} OFFSET 0)), count(*) FILTER (WHERE $5 <> '' AND NOT EXISTS ({Emotions} OFFSET 0)),
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

    /// <param name="snapshot">Where the question is answered.</param>
    /// <param name="candidates">Null for the whole catalogue.</param>
    /// <param name="playlists">That are asked about.</param>
    /// <param name="bundle">Whose outputs.</param>
    /// <param name="parts">Which of them.</param>
    /// <param name="signals">Those that are weighed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Census> ReadAsync(
        NpgsqlConnection snapshot, string[]? candidates, string[] playlists, ServingBundle bundle, ProfileParts parts,
        IReadOnlyList<string> signals, CancellationToken cancellationToken)
    {
        var (embedder, emotions) = (parts.Vectors ? bundle.Embedder : null, parts.Emotions ? bundle.Emotions!.Key : null);
        await using var batch = new NpgsqlBatch(snapshot)
        {
            BatchCommands = { Command(Stored), Command(WithoutSignals(signals)), Command(Refused) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var census = new Census(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), playlists.Length, reader.GetInt64(3), [], 0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var withoutSignals = reader.GetInt64(0);
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
            WithoutSignals = withoutSignals,
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

    /// <summary>As <see cref="TrackInput.HasAny"/> sees them.</summary>
    private static string WithoutSignals(IReadOnlyList<string> signals)
    {
        // All parameters are named, because the batch gives all of them to both commands.
        List<string> conditions = [Candidate, "$2::text[] IS NOT NULL", "($3 || $4 || $5 || $6) IS NOT NULL"];
        foreach (var signal in signals)
        {
            conditions.Add(signal switch
            {
                SignalName.Vector => $"EXISTS ({SayingNothing})",
                SignalName.Genre => "cardinality(t.genres) = 0",
                SignalName.Audio =>
                    "num_nonnulls(t.tempo_bpm, t.energy, t.valence, t.danceability, t.acousticness, t.instrumentalness) = 0",
                SignalName.Emotion => $"($5 = '' OR EXISTS ({FeelingNothing}))",
                _ => throw new InvalidOperationException($"There is no signal '{signal}'."),
            });
        }
        return $"SELECT count(*) FROM tracks t WHERE {string.Join(" AND ", conditions)}";
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = text ?? "" };
}
