using Attune.Testing;
using Npgsql;

namespace Attune.Matching.Integration.Contexts;

public sealed class CatalogVersionTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Theory]
    [InlineData("INSERT INTO tracks (id, title, artists, language, genres, moods, themes, text_hash) VALUES ('v-new', 't', '{}', '', '{}', '{}', '{}', 'te_v2_1')")]
    [InlineData("UPDATE tracks SET energy = 1 WHERE id = 'v-1'")]
    [InlineData("DELETE FROM tracks WHERE id = 'v-5'")]
    [InlineData("UPDATE playlists SET name = 'v' WHERE id = 'v'")]
    [InlineData("DELETE FROM playlists WHERE id = 'v'")]
    [InlineData("DELETE FROM playlist_members WHERE playlist_id = 'v'")]
    [InlineData("TRUNCATE playlist_members")]
    [InlineData("SAVEPOINT s; UPDATE tracks SET energy = 1 WHERE id = 'v-1'; RELEASE SAVEPOINT s")]
    public async Task Every_change_of_the_catalogue_counts_when_it_is_committed(string change)
    {
        await GivenAsync();
        var before = await VersionAsync();
        await using var connection = await matching.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(change, connection)) await command.ExecuteNonQueryAsync();
        Assert.Equal(before, await VersionAsync());
        await transaction.CommitAsync();
        Assert.True(await VersionAsync() > before);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_does_not_count()
    {
        await GivenAsync();
        var before = await VersionAsync();
        await using var connection = await matching.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("DELETE FROM playlist_members", connection)) await command.ExecuteNonQueryAsync();
        await transaction.RollbackAsync();
        Assert.Equal(before, await VersionAsync());
    }

    [Fact]
    public async Task Nobody_waits_for_an_import_that_is_not_committed_yet()
    {
        await GivenAsync();
        await using var connection = await matching.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("UPDATE tracks SET energy = 1 WHERE id = 'v-1'", connection)) await command.ExecuteNonQueryAsync();
        await matching.Tracks.UpsertAsync([Given.Track("v-other")], CancellationToken.None);
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task Notes_of_changes_do_not_pile_up()
    {
        await GivenAsync();
        await using var command = matching.Database.CreateCommand("SELECT count(*) FROM catalogue_changes");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    private async Task GivenAsync()
    {
        await matching.Tracks.UpsertAsync(MatchingFixture.SomeTracks("v"), CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("v", trackIds: ["v-1", "v-2"])], CancellationToken.None);
    }

    private async Task<long> VersionAsync()
    {
        await using var command = matching.Database.CreateCommand("SELECT version FROM catalogue_version");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
