using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Matches;
using Dapper;
using Npgsql;

namespace Attune.Matching.Integration.Embeddings;

public sealed class StoreLookTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    private const int Rows = 3_000, Wanted = 100;

    private static readonly TrackSubject Subject = new();

    /// <summary>As in a first backfill: the statements are planned before there is anything to read, and kept.</summary>
    [Fact]
    public async Task A_look_into_a_table_that_was_empty_when_it_was_planned_reads_its_own_rows_only()
    {
        var model = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("ALTER TABLE track_embeddings SET (autovacuum_enabled = false)");
        await matching.Tracks.UpsertAsync([.. Ids(Rows).Select(id => Given.Track(id, $"Song number {id}"))], CancellationToken.None);
        var tracks = await Subject.MissingAsync(connection, Ids(Rows), model, CancellationToken.None);
        Assert.Equal(Rows, tracks.Count);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Wanted, (await MissingAsync()).Count);
            Assert.Empty(await FindAsync());
        }

        var vector = new float[model.Dims];
        await using (var other = await matching.Database.OpenConnectionAsync())
            await VectorStore.SaveAsync(other, Subject, model, tracks.Select(track => new StoredVector(track.Id, track.ContentHash, vector)), CancellationToken.None);

        Assert.InRange(await ReadAsync(connection, async () => Assert.Empty(await MissingAsync())), Wanted, 2 * Wanted);
        Assert.InRange(await ReadAsync(connection, async () => Assert.Equal(Wanted, (await FindAsync()).Count)), Wanted, 2 * Wanted);

        Task<IReadOnlyList<Embeddable>> MissingAsync() => Subject.MissingAsync(connection, Ids(Wanted), model, CancellationToken.None);
        Task<IReadOnlyList<StoredVector>> FindAsync() => VectorStore.FindAsync(connection, Subject, model, [.. tracks.Take(Wanted)], CancellationToken.None);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"look-{i:0000}")];

    /// <summary>Rows of vectors that it reads.</summary>
    private static async Task<long> ReadAsync(NpgsqlConnection connection, Func<Task> lookAsync)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var before = await CountAsync();
        await lookAsync();
        return await CountAsync() - before;

        Task<long> CountAsync() => connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint FROM pg_stat_xact_user_tables WHERE relname = 'track_embeddings'");
    }
}
