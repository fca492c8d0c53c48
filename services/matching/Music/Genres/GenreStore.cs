using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Genres;

/// <summary>
/// The genres of tracks as the taxonomy reads their lists, under track, source, version of the taxonomy and hash of the list. A row never
/// changes: another list or another version is another row.
/// </summary>
internal sealed class GenreStore(GenreTaxonomy taxonomy)
{
    /// <summary>The list that came with the track.</summary>
    public const string Metadata = "metadata";

    private static readonly BulkTable<Row> Table = BulkTable.For<Row>("track_genres")
        .Column("track_id", NpgsqlDbType.Text, row => row.TrackId)
        .Column("source", NpgsqlDbType.Text, _ => Metadata)
        .Column("taxonomy", NpgsqlDbType.Text, _ => Versions.GenreTaxonomy)
        .Column("content_hash", NpgsqlDbType.Text, row => row.Hash)
        .Column("keys", NpgsqlDbType.Array | NpgsqlDbType.Bigint, row => row.Genres.Select(genre => genre.Key).ToArray())
        .Column("names", NpgsqlDbType.Array | NpgsqlDbType.Text, row => row.Genres.Select(genre => genre.Name).ToArray())
        .Column("levels", NpgsqlDbType.Array | NpgsqlDbType.Integer, row => row.Genres.Select(genre => genre.Level).ToArray())
        .Column("scores", NpgsqlDbType.Array | NpgsqlDbType.Real, row => row.Genres.Select(genre => genre.Score).ToArray())
        .OnConflict("track_id", "source", "taxonomy", "content_hash")
        .DoNothing();

    private readonly GenreLevels _levels = new(taxonomy);

    /// <summary><c>gt_v…</c> and 64 hex digits.</summary>
    public static string HashOf(IEnumerable<string> genres) =>
        Hash.Compute(Versions.GenreTaxonomy, new JsonArray([.. genres.Select(genre => (JsonNode)genre)]));

    /// <summary>Works the tracks' lists out and stores what is not there yet.</summary>
    /// <returns>How many were new.</returns>
    public Task<long> SaveAsync(NpgsqlConnection connection, IEnumerable<TrackGenreList> tracks, CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(
            connection, Table, [.. tracks.Select(track => new Row(track.TrackId, HashOf(track.Genres), Read(track.Genres)))],
            cancellationToken);

    /// <summary>Does the same for the stored lists of these tracks. Ids that no longer exist are left out.</summary>
    /// <returns>How many were new.</returns>
    public async Task<long> FillAsync(NpgsqlConnection connection, string[] trackIds, CancellationToken cancellationToken) =>
        await SaveAsync(connection, await ListsAsync(connection, trackIds, cancellationToken), cancellationToken);

    /// <summary>The lists that came with these tracks. Ids that no longer exist are left out.</summary>
    public static async Task<IReadOnlyList<TrackGenreList>> ListsAsync(
        NpgsqlConnection connection, string[] trackIds, CancellationToken cancellationToken)
    {
        var tracks = new List<TrackGenreList>(trackIds.Length);
        await using var command = new NpgsqlCommand(
            "SELECT id, genres FROM tracks WHERE id = ANY($1) ORDER BY id", connection) { Parameters = { new() { Value = trackIds } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) tracks.Add(ReadList(reader));
        return tracks;
    }

    /// <summary>In one round trip.</summary>
    /// <returns>
    /// One a track, in order and by key; empty for a list without any genre, null where none is stored for that list by this version of the
    /// taxonomy.
    /// </returns>
    public static async Task<IReadOnlyList<LevelledGenre>?[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<TrackGenreList> tracks, CancellationToken cancellationToken)
    {
        // LIMIT keeps every list one look into the index; see VectorStore.
        await using var command = new NpgsqlCommand("""
            SELECT wanted.place, g.keys, g.names, g.levels, g.scores
            FROM unnest($1, $2) WITH ORDINALITY AS wanted(track_id, content_hash, place)
            CROSS JOIN LATERAL (
                SELECT s.keys, s.names, s.levels, s.scores FROM track_genres s
                WHERE s.track_id = wanted.track_id AND s.source = $3 AND s.taxonomy = $4 AND s.content_hash = wanted.content_hash
                LIMIT 1) AS g
            """, connection)
        {
            Parameters =
            {
                new() { Value = tracks.Select(track => track.TrackId).ToArray() },
                new() { Value = tracks.Select(track => HashOf(track.Genres)).ToArray() },
                new() { Value = Metadata }, new() { Value = Versions.GenreTaxonomy },
            },
        };
        var found = new IReadOnlyList<LevelledGenre>?[tracks.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found[reader.GetInt64(0) - 1] = ReadRow(reader);
        return found;
    }

    private LevelledGenre[] Read(IEnumerable<string> genres) =>
        [.. GenreDistribution.Of(taxonomy, genres).Shares.Select(
            share => new LevelledGenre(share.Key, share.Name, _levels.Of(share.Key), (float)share.Weight))];

    private static TrackGenreList ReadList(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetFieldValue<string[]>(1));

    private static LevelledGenre[] ReadRow(NpgsqlDataReader reader)
    {
        var (keys, names) = (reader.GetFieldValue<long[]>(1), reader.GetFieldValue<string[]>(2));
        var (levels, scores) = (reader.GetFieldValue<int[]>(3), reader.GetFieldValue<float[]>(4));
        return [.. keys.Select((key, i) => new LevelledGenre(key, names[i], levels[i], scores[i]))];
    }

    private readonly record struct Row(string TrackId, string Hash, LevelledGenre[] Genres);
}
