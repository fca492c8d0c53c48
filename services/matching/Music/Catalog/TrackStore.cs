using Attune.Contracts.Matching.V1;
using Attune.Messaging;
using Attune.Storage;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Catalog;

/// <summary>Tracks in the store.</summary>
internal sealed class TrackStore(NpgsqlDataSource database)
{
    private const NpgsqlDbType Words = NpgsqlDbType.Array | NpgsqlDbType.Text;

    private static readonly BulkTable<TrackRecord> Table = BulkTable.For<TrackRecord>("tracks")
        .Column("id", NpgsqlDbType.Text, row => row.Track.Id)
        .Column("title", NpgsqlDbType.Text, row => row.Track.Title)
        .Column("artists", Words, row => row.Track.Artists.ToArray())
        .Column("year", NpgsqlDbType.Integer, row => row.Track.HasYear ? row.Track.Year : (int?)null)
        .Column("language", NpgsqlDbType.Text, row => row.Track.Language)
        .Column("genres", Words, row => row.Track.Genres.ToArray())
        .Column("moods", Words, row => row.Track.Moods.ToArray())
        .Column("themes", Words, row => row.Track.Themes.ToArray())
        .Column("audio_estimated", NpgsqlDbType.Boolean, row => row.Track.Audio?.Estimated)
        .Column("tempo_bpm", NpgsqlDbType.Double, row => row.Track.Audio is { HasTempoBpm: true } audio ? audio.TempoBpm : (double?)null)
        .Column("energy", NpgsqlDbType.Double, row => row.Track.Audio is { HasEnergy: true } audio ? audio.Energy : (double?)null)
        .Column("valence", NpgsqlDbType.Double, row => row.Track.Audio is { HasValence: true } audio ? audio.Valence : (double?)null)
        .Column("danceability", NpgsqlDbType.Double, row => row.Track.Audio is { HasDanceability: true } audio
            ? audio.Danceability
            : (double?)null)
        .Column("acousticness", NpgsqlDbType.Double, row => row.Track.Audio is { HasAcousticness: true } audio
            ? audio.Acousticness
            : (double?)null)
        .Column("instrumentalness", NpgsqlDbType.Double, row => row.Track.Audio is { HasInstrumentalness: true } audio
            ? audio.Instrumentalness
            : (double?)null)
        .Column("summary", NpgsqlDbType.Text, row => row.Track.Summary)
        .Column("context", NpgsqlDbType.Text, row => row.Track.Context)
        .Column("album", NpgsqlDbType.Text, row => row.Track.Album)
        .Column("text_hash", NpgsqlDbType.Text, row => row.TextHash)
        .OnConflict("id")
        .DoUpdate(
            "title", "artists", "year", "language", "genres", "moods", "themes", "audio_estimated",
            "tempo_bpm", "energy", "valence", "danceability", "acousticness", "instrumentalness",
            "summary", "context", "album", "text_hash");

    /// <summary>Adds or replaces tracks that passed <see cref="TrackRules"/>, all or none.</summary>
    public async Task<BulkCounts> UpsertAsync(IReadOnlyCollection<Track> tracks, CancellationToken cancellationToken)
    {
        TrackRecord[] rows = [.. tracks.Select(track => new TrackRecord(track, TrackText.HashOf(TrackText.For(track))))];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await ChangedRows.OfTracksAsync(connection, [.. rows.Select(row => row.Track.Id)], cancellationToken);
        var counts = await BulkUpsert.ExecuteWithCountsAsync(connection, Table, rows, cancellationToken);
        var (texts, signals) = await before.CompareAsync(cancellationToken);
        var changed = new CatalogueChanged(texts, signals, [], []);
        if (!changed.IsEmpty) await OutboxTable.AddAsync(connection, changed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    public async Task<Track?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE t.id = $1", [id], cancellationToken)).SingleOrDefault();

    /// <summary>Up to <paramref name="count"/> tracks with ids greater than <paramref name="after"/>, in order.</summary>
    public Task<IReadOnlyList<Track>> ListAsync(string after, int count, CancellationToken cancellationToken) =>
        ReadAsync("WHERE t.id > $1 ORDER BY t.id LIMIT $2", [after, count], cancellationToken);

    /// <summary>Those of the ids that no track has.</summary>
    public static async Task<IReadOnlyCollection<string>> UnknownAsync(
        NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT DISTINCT given.id FROM unnest(@ids) AS given(id) WHERE NOT EXISTS (SELECT FROM tracks t WHERE t.id = given.id) " +
            "ORDER BY given.id",
            new { ids }, cancellationToken: cancellationToken))).AsList();

    /// <inheritdoc cref="UnknownAsync(NpgsqlConnection, string[], CancellationToken)"/>
    public async Task<IReadOnlyCollection<string>> UnknownAsync(string[] ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await UnknownAsync(connection, ids, cancellationToken);
    }

    private async Task<IReadOnlyList<Track>> ReadAsync(string condition, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {TrackColumns.Select} FROM tracks t {condition}");
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        var tracks = new List<Track>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) tracks.Add(TrackColumns.Read(reader));
        return tracks;
    }

    private readonly record struct TrackRecord(Track Track, string TextHash);
}
