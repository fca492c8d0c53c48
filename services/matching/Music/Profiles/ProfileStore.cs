using System.Data.Common;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Genres;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;
using Pgvector;

namespace Attune.Matching.Music.Profiles;

/// <summary>Profiles in the store. One that is there stays as it is: equal hashes mean equal profiles.</summary>
internal static class ProfileStore
{
    private static readonly BulkTable<Row> Table = BulkTable.For<Row>("playlist_profiles")
        .Column("playlist_id", NpgsqlDbType.Text, row => row.Profile.PlaylistId)
        .Column("content_hash", NpgsqlDbType.Text, row => row.Profile.ContentHash)
        .Column("member_count", NpgsqlDbType.Integer, row => row.Profile.Members)
        .Column("model", NpgsqlDbType.Text, row => row.Model.Name)
        .Column("revision", NpgsqlDbType.Text, row => row.Model.Revision)
        .Column("dims", NpgsqlDbType.Integer, row => row.Model.Dims)
        .OptionalVector("query_vector", row => row.Profile.Query)
        .OptionalVector("centroid", row => row.Profile.Centroid)
        .Column("audio", NpgsqlDbType.Array | NpgsqlDbType.Real, row => row.Profile.Audio.ToArray())
        .Column("genre_keys", NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            row => row.Profile.Genres.Shares.Select(share => share.Key).ToArray())
        .Column("genre_names", NpgsqlDbType.Array | NpgsqlDbType.Text,
            row => row.Profile.Genres.Shares.Select(share => share.Name).ToArray())
        .Column("genre_weights", NpgsqlDbType.Array | NpgsqlDbType.Double,
            row => row.Profile.Genres.Shares.Select(share => share.Weight).ToArray())
        .Column("emotions", NpgsqlDbType.Array | NpgsqlDbType.Real, row => row.Profile.Emotions)
        .Column("artists", NpgsqlDbType.Array | NpgsqlDbType.Text, row => row.Profile.Origins.Artists.Keys.ToArray())
        .Column("artist_counts", NpgsqlDbType.Array | NpgsqlDbType.Integer, row => row.Profile.Origins.Artists.Values.ToArray())
        .Column("albums", NpgsqlDbType.Array | NpgsqlDbType.Text, row => row.Profile.Origins.Albums.Keys.ToArray())
        .Column("album_counts", NpgsqlDbType.Array | NpgsqlDbType.Integer, row => row.Profile.Origins.Albums.Values.ToArray())
        .Column("years", NpgsqlDbType.Array | NpgsqlDbType.Integer, row => row.Profile.Origins.Years.ToArray())
        .Column("text", NpgsqlDbType.Text, row => row.Profile.Text)
        .Column("text_hash", NpgsqlDbType.Text, row => row.Profile.TextHash)
        .OnConflict("playlist_id", "content_hash")
        .DoNothing();

    /// <summary>Those that are stored, in one round trip.</summary>
    public static async Task<IReadOnlyDictionary<string, PlaylistProfile>> FindAsync(
        NpgsqlConnection connection, string[] playlistIds, string[] contentHashes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT p.playlist_id, p.content_hash, p.member_count, p.query_vector, p.centroid, p.audio, p.genre_keys, p.genre_names,
                p.genre_weights, p.emotions, p.text, p.text_hash, p.artists, p.artist_counts, p.albums, p.album_counts, p.years
            FROM unnest($1::text[], $2::text[]) AS wanted(playlist_id, content_hash)
                JOIN playlist_profiles p USING (playlist_id, content_hash)
            """, connection) { Parameters = { new() { Value = playlistIds }, new() { Value = contentHashes } } };
        var found = new Dictionary<string, PlaylistProfile>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var profile = Read(reader);
            found.Add(profile.PlaylistId, profile);
        }
        return found;
    }

    /// <summary>The playlists whose profile of this hash is stored.</summary>
    public static async Task<IReadOnlySet<string>> StoredAsync(
        NpgsqlConnection connection, string[] playlistIds, string[] contentHashes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT playlist_id FROM unnest($1::text[], $2::text[]) AS wanted(playlist_id, content_hash)
                JOIN playlist_profiles p USING (playlist_id, content_hash)
            """, connection) { Parameters = { new() { Value = playlistIds }, new() { Value = contentHashes } } };
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) stored.Add(reader.GetString(0));
        return stored;
    }

    /// <param name="connection">Outside any snapshot.</param>
    /// <param name="model">Of the vectors.</param>
    /// <param name="profiles">Whole ones: nothing was missing when they were made.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<long> SaveAsync(
        NpgsqlConnection connection, ModelKey model, IEnumerable<PlaylistProfile> profiles, CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(connection, Table, [.. profiles.Select(profile => new Row(profile, model))], cancellationToken);

    private static PlaylistProfile Read(DbDataReader reader)
    {
        var audio = AudioPoint.None;
        reader.GetFieldValue<float[]>(5).CopyTo(audio);
        var names = reader.GetFieldValue<string[]>(7);
        var weights = reader.GetFieldValue<double[]>(8);
        return new PlaylistProfile(
            reader.GetString(0), reader.GetString(1), reader.GetInt32(2), Vector(reader, 3), Vector(reader, 4), audio,
            GenreDistribution.Restore([.. reader.GetFieldValue<long[]>(6).Select((key, i) => new GenreShare(key, names[i], weights[i]))]),
            reader.IsDBNull(9) ? null : reader.GetFieldValue<float[]>(9), reader.GetString(10), reader.GetString(11))
        {
            Origins = new PlaylistOrigins(
                reader.GetInt32(2) < PlaylistProfile.FewestMembers ? 0 : reader.GetInt32(2), Counts(reader, 12), Counts(reader, 14),
                reader.GetFieldValue<int[]>(16)),
        };
    }

    private static Dictionary<string, int> Counts(DbDataReader reader, int column) => reader.GetFieldValue<string[]>(column)
        .Zip(reader.GetFieldValue<int[]>(column + 1)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static float[]? Vector(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<Vector>(column).ToArray();

    private readonly record struct Row(PlaylistProfile Profile, ModelKey Model);
}
