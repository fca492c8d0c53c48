using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Scoring;
using Npgsql;
using NpgsqlTypes;
using Pgvector;

namespace Attune.Matching.Matches;

/// <summary>Reads playlists, members, candidates, their signals and their vectors of one model in one round trip.</summary>
internal static class MatchInputsReader
{
    private const string Playlists = """
        SELECT p.id, e.vector, ARRAY(SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = p.id ORDER BY m.position)
        FROM playlists p
        LEFT JOIN playlist_embeddings e ON e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = $2 AND e.revision = $3
        WHERE $1::text[] IS NULL OR p.id = ANY($1)
        ORDER BY p.id
        """;

    private const string Tracks = """
        SELECT t.id, t.title, t.artists, e.vector, $1::text[] IS NULL OR t.id = ANY($1),
            t.tempo_bpm, t.energy, t.valence, t.danceability, t.acousticness, t.instrumentalness, t.genres
        FROM tracks t
        LEFT JOIN track_embeddings e ON e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $2 AND e.revision = $3
        WHERE $1::text[] IS NULL OR t.id = ANY($1) OR t.id IN (
            SELECT m.track_id FROM playlist_members m WHERE $4::text[] IS NULL OR m.playlist_id = ANY($4))
        ORDER BY t.id
        """;

    public static async Task<MatchInputs> ReadAsync(NpgsqlConnection connection, MatchQuestion question, ModelKey model, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Playlists) { Parameters = { Ids(question.PlaylistIds), Text(model.Name), Text(model.Revision) } },
                new(Tracks) { Parameters = { Ids(question.TrackIds), Text(model.Name), Text(model.Revision), Ids(question.PlaylistIds) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var playlists = new List<PlaylistInput>();
        while (await reader.ReadAsync(cancellationToken))
            playlists.Add(ReadPlaylist(reader));
        await reader.NextResultAsync(cancellationToken);
        var tracks = new Dictionary<string, TrackInput>(StringComparer.Ordinal);
        var candidates = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var track = ReadTrack(reader);
            tracks.Add(track.Label.Id, track);
            if (reader.GetBoolean(4)) candidates.Add(track.Label.Id);
        }
        return new MatchInputs(tracks, candidates, playlists);
    }

    private static PlaylistInput ReadPlaylist(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetFieldValue<string[]>(2), Vector(reader, 1));

    private static TrackInput ReadTrack(NpgsqlDataReader reader) =>
        new(new TrackLabel(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)), Vector(reader, 3), reader.GetFieldValue<string[]>(11), Audio(reader, 5));

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

    private static float[]? Vector(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<Vector>(column).ToArray();

    private static NpgsqlParameter Ids(string[]? ids) => new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Text(string text) => new() { Value = text };
}
