using Attune.Matching.Catalog;
using Attune.Matching.Embeddings;
using Dapper;
using Npgsql;

namespace Attune.Matching.Tests.Embeddings;

/// <summary>How much of the tables a look for a few texts reads while the database knows nothing of what is in them, as after a first import.</summary>
public sealed class StoreLookTests(MatchingFixture matching) : IClassFixture<MatchingFixture>, IAsyncLifetime
{
    private const int Rows = 3_000, Wanted = 20;
    private const string Prefix = "look";

    private static readonly TrackSubject Subject = new();
    private ModelKey _model = null!;

    public async Task InitializeAsync()
    {
        _model = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("ALTER TABLE track_embeddings SET (autovacuum_enabled = false); ALTER TABLE tracks SET (autovacuum_enabled = false)");
        await matching.Tracks.UpsertAsync([.. Ids(Rows).Select(id => Given.Track(id, $"Song number {id}"))], CancellationToken.None);
        var (tracks, vector) = (await Subject.MissingAsync(connection, Ids(Rows), _model, CancellationToken.None), new float[_model.Dims]);
        Assert.Equal(Rows, tracks.Count);
        await VectorStore.SaveAsync(connection, Subject, _model, tracks.Select(track => new StoredVector(track.Id, track.ContentHash, vector)), CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Finding_vectors_reads_their_own_rows_only()
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        var items = (await connection.QueryAsync<(string Id, string Hash)>("SELECT id, text_hash FROM tracks WHERE id = ANY(@ids) ORDER BY id", new { ids = Ids(Wanted) }))
            .Select(row => new Embeddable(row.Id, row.Hash, "")).ToList();
        Assert.Equal(Wanted, items.Count);
        Assert.InRange(await ReadAsync(connection, async () => Assert.Equal(Wanted, (await VectorStore.FindAsync(connection, Subject, _model, items, CancellationToken.None)).Count)), Wanted, 2 * Wanted);
    }

    [Fact]
    public async Task Finding_out_what_is_missing_reads_the_rows_of_what_is_asked_for_only()
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        Assert.InRange(await ReadAsync(connection, async () => Assert.Empty(await Subject.MissingAsync(connection, Ids(Wanted), _model, CancellationToken.None))), Wanted, 4 * Wanted);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"{Prefix}-{i:0000}")];

    /// <summary>Rows of the two tables that it reads; the most of several times, because the database may plan anew after some.</summary>
    private static async Task<long> ReadAsync(NpgsqlConnection connection, Func<Task> lookAsync)
    {
        long most = 0;
        for (var i = 0; i < 8; i++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await lookAsync();
            most = Math.Max(most, await connection.ExecuteScalarAsync<long>(
                "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables WHERE relname IN ('track_embeddings', 'tracks')", transaction: transaction));
        }
        return most;
    }
}
