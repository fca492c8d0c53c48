using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Retrieval;
using Attune.Testing;
using Npgsql;

namespace Attune.Matching.Integration.Retrieval;

/// <summary>A build waits for writers that are older than it, so an open transaction holds it where a test wants it.</summary>
public sealed class VectorIndexesTests(RetrievalFixture store) : IClassFixture<RetrievalFixture>
{
    private const int Dims = 16;

    [Fact]
    public async Task Few_vectors_get_no_index_and_enough_get_one()
    {
        var model = await GivenAsync("few", 99);
        Assert.Equal(IndexState.TooFewRows, await EnsureAsync(model));
        Assert.Null(await FindAsync(model));

        await GivenAsync("few", 100);
        Assert.Equal(IndexState.Ready, await EnsureAsync(model));
        var index = await FindAsync(model);
        Assert.True(index!.IsValid);
        Assert.Contains("model = 'few'", index.Of, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_that_pgvector_cannot_index_are_left_alone() =>
        Assert.Equal(IndexState.TooManyDims, await EnsureAsync(new ModelKey("long", "r1", 4_001)));

    [Fact]
    public async Task The_longest_that_it_can_index_are_indexed()
    {
        ModelKey model = new("longest", "r1", VectorIndex.MostDims);
        await store.SaveAsync(model, RetrievalFixture.Clustered(1, 100, VectorIndex.MostDims));
        Assert.Equal(IndexState.Ready, await EnsureAsync(model));
    }

    [Fact]
    public async Task Many_at_once_build_one_index()
    {
        var model = await GivenAsync("many");
        using var counter = new SqlCommandCounter(store.Postgres.Database);
        var states = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => EnsureAsync(model)));
        Assert.All(states, state => Assert.Equal(IndexState.Ready, state));
        Assert.Single(counter.Statements, statement => statement.Contains(VectorIndex.NameOf(model), StringComparison.Ordinal));
        Assert.True((await FindAsync(model))!.IsValid);
    }

    [Fact]
    public async Task What_a_killed_build_left_behind_is_dropped_and_built_again()
    {
        var model = await GivenAsync("killed");
        await using (var holder = await HoldAsync())
        {
            var building = EnsureAsync(model);
            await WaitingAsync(model);
            await store.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index WHERE datname = current_database()");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => building);
        }
        Assert.False((await FindAsync(model))!.IsValid);
        var vectors = RetrievalFixture.Clustered(1, 150, Dims);
        Assert.Equal("t00003", (await store.NearestAsync(model, vectors[3], 1)).Single().TrackId);

        Assert.Equal(IndexState.Ready, await EnsureAsync(model));

        Assert.True((await FindAsync(model))!.IsValid);
        Assert.Equal("t00003", (await store.NearestAsync(model, vectors[3], 1)).Single().TrackId);
    }

    [Fact]
    public async Task A_cancelled_build_gives_the_lock_back()
    {
        var model = await GivenAsync("cancelled");
        await using (var holder = await HoldAsync())
        {
            using var cancel = new CancellationTokenSource();
            var building = store.Indexes().EnsureAsync(model, cancel.Token);
            await WaitingAsync(model);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => building);
        }
        Assert.Equal(IndexState.Ready, await EnsureAsync(model));
    }

    [Fact]
    public async Task Vectors_are_written_and_found_while_the_index_is_built()
    {
        var model = await GivenAsync("open");
        var vectors = RetrievalFixture.Clustered(1, 151, Dims);
        Task<IndexState> building;
        await using (var holder = await HoldAsync())
        {
            building = EnsureAsync(model);
            await WaitingAsync(model);
            await store.SaveAsync(model, vectors);
            Assert.Equal("t00150", (await store.NearestAsync(model, vectors[150], 1)).Single().TrackId);
        }
        Assert.Equal(IndexState.Ready, await building);
        Assert.Equal("t00150", (await store.NearestAsync(model, vectors[150], 1)).Single().TrackId);
    }

    [Fact]
    public async Task The_builder_gets_its_memory_and_nobody_else()
    {
        var options = RetrievalFixture.Quick;
        options.MaintenanceMegabytes = 77;
        await using var pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(store.Database.ConnectionString) { Password = new NpgsqlConnectionStringBuilder(store.Postgres.ConnectionString).Password, MaxPoolSize = 3 }.ConnectionString);
        var model = await GivenAsync("memory");
        Assert.Equal(IndexState.Ready, await new VectorIndexes(pool, Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<VectorIndexes>.Instance).EnsureAsync(model, CancellationToken.None));
        await using var command = pool.CreateCommand("SHOW maintenance_work_mem");
        Assert.NotEqual("77MB", await command.ExecuteScalarAsync());
    }

    private Task<IndexState> EnsureAsync(ModelKey model) => store.Indexes().EnsureAsync(model, CancellationToken.None);

    private async Task<StoredIndex?> FindAsync(ModelKey model) =>
        (await store.Indexes().ListAsync(CancellationToken.None)).SingleOrDefault(index => index.Name == VectorIndex.NameOf(model));

    private async Task<ModelKey> GivenAsync(string name, int rows = 150)
    {
        ModelKey model = new(name, "r1", Dims);
        await store.SaveAsync(model, RetrievalFixture.Clustered(1, rows, Dims));
        return model;
    }

    /// <summary>A writer that takes its time; disposing it rolls back.</summary>
    private async Task<NpgsqlConnection> HoldAsync()
    {
        var connection = await store.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; UPDATE track_embeddings SET created_at = created_at WHERE false; LOCK TABLE track_embeddings IN ROW EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private Task WaitingAsync(ModelKey model) => Eventually.IsTrueAsync(
        async () => await FindAsync(model) is not null && (long)(await store.ScalarAsync("SELECT count(*) FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase LIKE 'waiting for writers%'"))! > 0,
        "the build waits for the writer");
}
