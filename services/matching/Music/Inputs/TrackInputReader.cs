using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Inputs;

/// <summary>Reads what stage 1 and profiles need of tracks, with the stored outputs of a bundle's models, in one round trip.</summary>
internal static class TrackInputReader
{
    /// <summary>The tracks named, or all; in order of ids.</summary>
    public static Task<IReadOnlyList<TrackInput>> CandidatesAsync(QuestionRun run, string[]? ids, CancellationToken cancellationToken) =>
        ReadAsync(run, Sql("'{}'::text[], '{}'::text[]", "$5::text[] IS NULL OR t.id = ANY($5)"), ids, cancellationToken);

    /// <summary>The members of the playlists; in order of ids.</summary>
    public static Task<IReadOnlyList<TrackInput>> MembersAsync(
        QuestionRun run, string[] playlistIds, CancellationToken cancellationToken) => ReadAsync(
        run, Sql("t.moods, t.themes", "t.id IN (SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = ANY($5))"), playlistIds,
        cancellationToken);

    private static string Sql(string words, string condition) => $"""
        SELECT t.id, e.vector, t.tempo_bpm, t.energy, t.valence, t.danceability, t.acousticness, t.instrumentalness, t.genres, o.buckets,
            {words}, t.artists, t.album, t.year
        FROM tracks t
        LEFT JOIN track_embeddings e ON e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $1 AND e.revision = $2
        LEFT JOIN track_emotions o ON o.track_id = t.id AND o.content_hash = t.text_hash AND o.model = $3 AND o.revision = $4
        WHERE {condition}
        ORDER BY t.id
        """;

    private static async Task<IReadOnlyList<TrackInput>> ReadAsync(
        QuestionRun run, string sql, string[]? ids, CancellationToken cancellationToken)
    {
        var (embedder, emotions) = (run.Embedder, run.Emotions?.Key);
        await using var command = new NpgsqlCommand(sql, run.Snapshot)
        {
            Parameters =
            {
                // No model is called nothing: what is not asked for is not found.
                new() { Value = embedder?.Name ?? "" }, new() { Value = embedder?.Revision ?? "" },
                new() { Value = emotions?.Name ?? "" }, new() { Value = emotions?.Revision ?? "" },
                new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        var tracks = new List<TrackInput>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            tracks.Add(Read(reader, run.Bundle.Embedder));
        return tracks;
    }

    private static TrackInput Read(NpgsqlDataReader reader, ModelKey embedder) => new(
        reader.GetString(0),
        StoredVectors.ReadOptional(reader, 1, embedder),
        Audio(reader, 2),
        reader.GetFieldValue<string[]>(8),
        reader.IsDBNull(9) ? null : reader.GetFieldValue<float[]>(9),
        reader.GetFieldValue<string[]>(10),
        reader.GetFieldValue<string[]>(11))
    {
        Origin = TrackOrigin.Of(reader.GetFieldValue<string[]>(12), reader.GetString(13), reader.IsDBNull(14) ? null : reader.GetInt32(14)),
    };

    private static AudioPoint Audio(NpgsqlDataReader reader, int firstColumn)
    {
        var point = AudioPoint.None;
        for (var feature = 0; feature < AudioFeature.Count; feature++)
        {
            if (reader.IsDBNull(firstColumn + feature)) continue;
            var value = reader.GetDouble(firstColumn + feature);
            point[feature] = feature == AudioFeature.Tempo ? AudioFeature.OctavePosition(value) : (float)value;
        }
        return point;
    }
}
