using System.Data.Common;
using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Messaging;
using Attune.Storage;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Catalog;

/// <summary>Playlists and their members in the store.</summary>
internal sealed class PlaylistStore(NpgsqlDataSource database)
{
    private const NpgsqlDbType Words = NpgsqlDbType.Array | NpgsqlDbType.Text;

    private static readonly BulkTable<PlaylistRecord> Playlists = BulkTable.For<PlaylistRecord>("playlists")
        .Column("id", NpgsqlDbType.Text, row => row.Playlist.Id)
        .Column("name", NpgsqlDbType.Text, row => row.Playlist.Name)
        .Column("description", NpgsqlDbType.Text, row => row.Playlist.Description)
        .Column("moods", Words, row => row.Playlist.Moods.ToArray())
        .Column("themes", Words, row => row.Playlist.Themes.ToArray())
        .Column("context", NpgsqlDbType.Text, row => row.Playlist.Context)
        .Column("text_hash", NpgsqlDbType.Text, row => row.TextHash)
        .Column("members_hash", NpgsqlDbType.Text, row => row.MembersHash)
        .OnConflict("id")
        .DoUpdate("name", "description", "moods", "themes", "context", "text_hash", "members_hash");

    private static readonly BulkTable<Member> Members = BulkTable.For<Member>("playlist_members")
        .Column("playlist_id", NpgsqlDbType.Text, row => row.PlaylistId)
        .Column("position", NpgsqlDbType.Integer, row => row.Position)
        .Column("track_id", NpgsqlDbType.Text, row => row.TrackId)
        .OnConflict("playlist_id", "track_id")
        .DoNothing();

    /// <summary>Adds or replaces playlists that passed <see cref="PlaylistRules"/> and whose members exist, all or none.</summary>
    public async Task<BulkCounts> UpsertAsync(IReadOnlyCollection<Playlist> playlists, CancellationToken cancellationToken)
    {
        PlaylistRecord[] rows = [.. playlists.Select(PlaylistRecord.Of)];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Locks the rows, so that two imports of one playlist cannot mix their members.
        var before = await ChangedRows.OfPlaylistsAsync(connection, [.. rows.Select(row => row.Playlist.Id)], cancellationToken);
        var counts = await BulkUpsert.ExecuteWithCountsAsync(connection, Playlists, rows, cancellationToken);
        await ReplaceMembersAsync(
            connection, [.. rows.Where(row => before.OtherBefore(row.Playlist.Id) != row.MembersHash)], cancellationToken);
        var (texts, memberships) = await before.CompareAsync(cancellationToken);
        var changed = new CatalogueChanged([], [], texts, memberships);
        if (!changed.IsEmpty) await OutboxTable.AddAsync(connection, changed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    public async Task<Playlist?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE p.id = $1", [id], cancellationToken)).SingleOrDefault();

    /// <summary>Up to <paramref name="count"/> playlists with ids greater than <paramref name="after"/>, in order.</summary>
    public Task<IReadOnlyList<Playlist>> ListAsync(string after, int count, CancellationToken cancellationToken) =>
        ReadAsync("WHERE p.id > $1 ORDER BY p.id LIMIT $2", [after, count], cancellationToken);

    private static async Task ReplaceMembersAsync(NpgsqlConnection connection, PlaylistRecord[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length == 0) return;
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM playlist_members WHERE playlist_id = ANY(@ids)", new { ids = rows.Select(row => row.Playlist.Id).ToArray() },
            cancellationToken: cancellationToken));
        Member[] members = [.. rows.SelectMany(row => row.Playlist.TrackIds.Select((track, i) => new Member(row.Playlist.Id, i, track)))];
        await BulkUpsert.ExecuteAsync(connection, Members, members, cancellationToken);
    }

    private async Task<IReadOnlyList<Playlist>> ReadAsync(string condition, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            SELECT {PlaylistColumns.Select}, ARRAY(SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = p.id ORDER BY m.position)
            FROM playlists p {condition}
            """);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        var playlists = new List<Playlist>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            playlists.Add(Read(reader));
        return playlists;
    }

    private static Playlist Read(DbDataReader reader)
    {
        var playlist = PlaylistColumns.Read(reader);
        playlist.TrackIds.Add(reader.GetFieldValue<string[]>(PlaylistColumns.Count));
        return playlist;
    }

    private readonly record struct Member(string PlaylistId, int Position, string TrackId);

    private readonly record struct PlaylistRecord(Playlist Playlist, string TextHash, string MembersHash)
    {
        public static PlaylistRecord Of(Playlist playlist) => new(
            playlist,
            PlaylistText.HashOf(PlaylistText.For(playlist)),
            Hash.Compute(Versions.PlaylistSet, new JsonArray([.. playlist.TrackIds.Select(id => JsonValue.Create(id))])));
    }
}
