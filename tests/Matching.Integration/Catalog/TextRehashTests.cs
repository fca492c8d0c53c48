using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Catalog;
using Attune.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Attune.Matching.Integration.Catalog;

/// <summary>Over a real database that the service's own command migrates. Each test has a database of its own.</summary>
public sealed class TextRehashTests : IAsyncLifetime
{
    private const int Rows = 4 * TextRehash.BatchSize;

    private readonly TestPostgres _postgres = new();
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        await _postgres.InitializeAsync();
        Assert.Equal(0, await MigrateAsync());
        _database = _postgres.Open("matching");
        await new TrackStore(_database).UpsertAsync([.. Enumerable.Range(0, Rows).Select(Track)], CancellationToken.None);
        await new PlaylistStore(_database).UpsertAsync([Given.Playlist("p", trackIds: [Id(1)])], CancellationToken.None);
        await ExecuteAsync("UPDATE tracks SET text_hash = 'te_v1_' || encode(sha256(convert_to(title, 'UTF8')), 'hex')");
        await ExecuteAsync("UPDATE playlists SET text_hash = 'pt_v1_' || encode(sha256(convert_to(name, 'UTF8')), 'hex')");
    }

    public async Task DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Migrate_hashes_old_rows_again_and_readiness_tells_before_and_after()
    {
        Assert.Equal(
            $"tracks are hashed as te_v1, and this binary makes {Versions.TrackText}; playlists are hashed as pt_v1, and this binary makes {Versions.PlaylistText}: run this service with the argument 'migrate'.",
            await ReadinessAsync());

        Assert.Equal(0, await MigrateAsync());

        Assert.Null(await ReadinessAsync());
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => HashOf(Track(i))), await HashesAsync());
        var playlist = Given.Playlist("p");
        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM playlists WHERE text_hash = '{PlaylistText.HashOf(PlaylistText.For(playlist))}'"));
    }

    [Fact]
    public async Task One_old_row_among_many_is_noticed()
    {
        Assert.Equal(0, await MigrateAsync());
        await ExecuteAsync($"UPDATE tracks SET text_hash = 'te_v1' || substr(text_hash, 6) WHERE id = '{Id(Rows / 2)}'");
        Assert.Contains("tracks are hashed as te_v1", await ReadinessAsync(), StringComparison.Ordinal);
        await ExecuteAsync($"UPDATE tracks SET text_hash = 'te_v9' || substr(text_hash, 6) WHERE id = '{Id(Rows / 2)}'");
        Assert.Contains("tracks are hashed as te_v9", await ReadinessAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_reads_an_index_and_not_the_table()
    {
        var plan = new List<string>();
        await using var command = _database.CreateCommand($"EXPLAIN {TextVersionCheck.Sql}");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on tracks", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("tracks_by_text_version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_half_way_it_goes_on_where_it_was()
    {
        await using var holder = await _database.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await ExecuteAsync($"SELECT 1 FROM tracks WHERE id = '{Id(Rows / 2 + 10)}' FOR UPDATE", holder);

        await using (var process = StartMigrate())
        {
            await BlockedAsync();
            await process.KillAsync();
        }
        // The server has not noticed yet that nobody waits for the batch.
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        await transaction.RollbackAsync();
        Assert.Equal(Rows / 2, await CountAsync($"SELECT count(*) FROM tracks WHERE text_hash LIKE '{Versions.TrackText}%'"));
        var versions = await RowVersionsAsync();

        Assert.Equal(0, await MigrateAsync());
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => HashOf(Track(i))), await HashesAsync());
        Assert.Equal(versions.Take(Rows / 2), (await RowVersionsAsync()).Take(Rows / 2));
    }

    [Fact]
    public async Task A_concurrent_import_wins()
    {
        var imported = Given.Track(Id(700), title: "Imported meanwhile");
        await using var importer = await _database.OpenConnectionAsync();
        await using var transaction = await importer.BeginTransactionAsync();
        await ExecuteAsync($"UPDATE tracks SET title = '{imported.Title}', text_hash = '{HashOf(imported)}' WHERE id = '{imported.Id}'", importer);

        var migration = new TextRehash(_database, NullLogger<TextRehash>.Instance).MigrateAsync(CancellationToken.None);
        await BlockedAsync();
        await transaction.CommitAsync();
        await migration;

        Assert.Equal(Enumerable.Range(0, Rows).Select(i => HashOf(i == 700 ? imported : Track(i))), await HashesAsync());
    }

    [Fact]
    public async Task An_import_of_an_older_binary_meanwhile_is_hashed_in_another_pass()
    {
        var imported = Given.Track(Id(700), title: "Imported by the old one");
        await using var importer = await _database.OpenConnectionAsync();
        await using var transaction = await importer.BeginTransactionAsync();
        await ExecuteAsync($"UPDATE tracks SET title = '{imported.Title}', text_hash = 'te_v1_{new string('0', 64)}' WHERE id = '{imported.Id}'", importer);

        var migration = new TextRehash(_database, NullLogger<TextRehash>.Instance).MigrateAsync(CancellationToken.None);
        await BlockedAsync();
        await transaction.CommitAsync();
        await migration;

        Assert.Equal(Enumerable.Range(0, Rows).Select(i => HashOf(i == 700 ? imported : Track(i))), await HashesAsync());
    }

    [Fact]
    public async Task Again_it_writes_nothing()
    {
        Assert.Equal(0, await MigrateAsync());
        var before = await RowVersionsAsync();
        Assert.Equal(0, await MigrateAsync());
        Assert.Equal(before, await RowVersionsAsync());
    }

    private static string Id(int i) => $"t-{i:D5}";

    private static Track Track(int i) => Given.Track(Id(i), title: $"Title {i}");

    private static string HashOf(Track track) => TrackText.HashOf(TrackText.For(track));

    private ServiceProcess StartMigrate() => ServiceProcess.Start(
        ServiceProcess.Executable("matching"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage__ConnectionString"] = _postgres.ConnectionString }, "migrate");

    private async Task<int> MigrateAsync()
    {
        await using var process = StartMigrate();
        return await process.WaitForExitAsync();
    }

    private Task<string?> ReadinessAsync() => new TextVersionCheck(_database).CheckAsync(CancellationToken.None);

    private Task BlockedAsync() => Eventually.IsTrueAsync(
        async () => await CountAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0, "the migration waits for a row");

    private async Task<IReadOnlyList<string>> HashesAsync() => await ColumnAsync("SELECT text_hash FROM tracks ORDER BY id");

    /// <summary>The transactions that last wrote the rows.</summary>
    private async Task<IReadOnlyList<string>> RowVersionsAsync() => await ColumnAsync("SELECT xmin::text FROM tracks ORDER BY id");

    private async Task<IReadOnlyList<string>> ColumnAsync(string sql)
    {
        var values = new List<string>();
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql, NpgsqlConnection? connection = null)
    {
        await using var command = connection is null ? _database.CreateCommand(sql) : new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
