using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Retrieval;
using Attune.Numerics;
using Attune.Testing;
using Npgsql;

namespace Attune.Matching.Integration.Retrieval;

public sealed class TrackSearchTests(RetrievalFixture store) : IClassFixture<RetrievalFixture>
{
    private const int Rows = 3_000, Dims = 48;

    [Fact]
    public async Task Without_an_index_it_finds_exactly_the_nearest()
    {
        var (model, vectors) = await GivenAsync("exact", indexed: false);
        foreach (var query in RetrievalFixture.Clustered(2, 10, Dims))
        {
            var found = await store.NearestAsync(model, query, 50);
            Assert.Equal(Nearest(vectors, query, 50), found.Select(track => track.TrackId));
            Assert.All(found, track => Assert.Equal(VectorMath.Dot(vectors[int.Parse(track.TrackId[1..], null)], query), track.Cosine, 1e-6));
        }
    }

    [Fact]
    public async Task With_an_index_it_finds_at_least_95_of_100_of_them_best_first()
    {
        var (model, vectors) = await GivenAsync("recall", indexed: true);
        var queries = RetrievalFixture.Clustered(3, 100, Dims);
        var hits = 0;
        foreach (var query in queries)
        {
            var found = await store.NearestAsync(model, query, 50);
            Assert.Equal(50, found.Count);
            Assert.Equal(found.OrderByDescending(track => track.Cosine).ThenBy(track => track.TrackId, StringComparer.Ordinal), found);
            hits += found.Select(track => track.TrackId).Intersect(Nearest(vectors, query, 50), StringComparer.Ordinal).Count();
        }
        Assert.True(hits >= 0.95 * 50 * queries.Length, $"{hits} of {50 * queries.Length}");
    }

    [Fact]
    public async Task The_plan_reads_the_index_when_there_is_one_and_sorts_everything_when_not()
    {
        var (model, vectors) = await GivenAsync("plan", indexed: true);
        var index = VectorIndex.NameOf(model);
        Assert.Contains(await PlanAsync(NearestQuery.ByIndex(vectors[0], model, 50, [])), line => line.Contains($"Index Scan using {index}", StringComparison.Ordinal));
        Assert.Contains(await PlanAsync(NearestQuery.ByComparison(vectors[0], model, 50, [])), line => line.Contains("never executed", StringComparison.Ordinal));

        await store.ExecuteAsync($"DROP INDEX {index}");
        Assert.Contains(await PlanAsync(NearestQuery.ByIndex(vectors[0], model, 50, [])), line => line.Contains("never executed", StringComparison.Ordinal));
        Assert.Equal(Nearest(vectors, vectors[0], 5), (await store.NearestAsync(model, vectors[0], 5)).Select(track => track.TrackId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Equal_vectors_come_in_order_of_their_ids(bool indexed)
    {
        var model = Model($"ties{indexed}");
        var vectors = RetrievalFixture.Clustered(4, Rows, Dims);
        foreach (var i in new[] { 2_500, 7, 1_200 }) vectors[i] = vectors[900];
        await SaveAsync(model, vectors, indexed);
        Assert.Equal(["t00007", "t00900", "t01200", "t02500"], (await store.NearestAsync(model, vectors[900], 4)).Select(track => track.TrackId));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(50)]
    public async Task Vectors_of_older_texts_are_passed_over_even_when_they_are_all_nearer(int maxScanTuples)
    {
        var model = Model($"older{maxScanTuples}");
        var vectors = RetrievalFixture.Clustered(5, Rows, Dims);
        var query = vectors[0];
        // Every track was near the query once.
        await store.SaveAsync(model, vectors.Select(vector => Near(query, vector)), RetrievalFixture.OlderText);
        await SaveAsync(model, vectors, indexed: true);
        var options = RetrievalFixture.Quick;
        options.MaxScanTuples = maxScanTuples;

        var found = await store.NearestAsync(model, query, 50, options: options);

        Assert.Equal(50, found.Count);
        Assert.All(found, track => Assert.Equal(VectorMath.Dot(vectors[int.Parse(track.TrackId[1..], null)], query), track.Cosine, 1e-6));
        Assert.True(found.Select(track => track.TrackId).Intersect(Nearest(vectors, query, 50), StringComparer.Ordinal).Count() >= 45);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Excluded_tracks_do_not_take_a_place(bool indexed)
    {
        var (model, vectors) = await GivenAsync($"excluded{indexed}", indexed);
        string[] best = [.. Nearest(vectors, vectors[0], 300)];
        var found = await store.NearestAsync(model, vectors[0], 50, [.. best[..250], "unknown"]);
        Assert.Equal(50, found.Count);
        Assert.Empty(found.Select(track => track.TrackId).Intersect(best[..250], StringComparer.Ordinal));
        Assert.Equal(best[250], found[0].TrackId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vector_of_zeros_is_near_nothing_with_an_index_and_without(bool indexed)
    {
        var model = Model($"zeros{indexed}");
        var vectors = RetrievalFixture.Clustered(7, 150, Dims);
        foreach (var i in new[] { 3, 77 }) vectors[i] = new float[Dims];
        await SaveAsync(model, vectors, indexed);
        // More than there are, so that what sorts last would be among them.
        var found = await store.NearestAsync(model, vectors[0], 1_000);
        Assert.Equal(148, found.Count);
        Assert.All(found, track => Assert.InRange(track.Cosine, -1.000001, 1.000001));
        Assert.DoesNotContain(found, track => track.TrackId is "t00003" or "t00077");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_there_are_gives_all(bool indexed)
    {
        var model = Model($"all{indexed}");
        var vectors = RetrievalFixture.Clustered(6, 150, Dims);
        await SaveAsync(model, vectors, indexed);
        Assert.Equal(Nearest(vectors, vectors[3], 150), (await store.NearestAsync(model, vectors[3], 1_000)).Select(track => track.TrackId));
    }

    [Fact]
    public async Task A_model_without_vectors_gives_nothing_and_none_wanted_is_none() =>
        Assert.Equal((0, 0), ((await store.NearestAsync(Model("unknown"), new float[Dims], 10)).Count, (await store.NearestAsync(Model("exact"), new float[Dims], 0)).Count));

    [Fact]
    public async Task Another_number_of_dimensions_is_refused_naming_both()
    {
        var error = await Assert.ThrowsAsync<PreconditionException>(() => store.NearestAsync(Model("m"), new float[47], 10));
        Assert.Equal("The query has 47 dimensions and the vectors of m@r1 have 48; embed it with that model.", error.Message);
    }

    [Fact]
    public async Task A_search_is_one_round_trip_and_leaves_no_setting_behind()
    {
        var (model, vectors) = await GivenAsync("trip", indexed: true);
        await using var connection = await store.Database.OpenConnectionAsync();
        var search = new TrackSearch(Microsoft.Extensions.Options.Options.Create(RetrievalFixture.Quick));
        using var counter = new SqlCommandCounter(store.Postgres.Database);
        await search.NearestAsync(connection, vectors[0], model, 50, CancellationToken.None);
        Assert.Equal(1, counter.Count);

        await using var settings = new NpgsqlCommand("SELECT current_setting('enable_sort') || current_setting('jit') || current_setting('plan_cache_mode') || current_setting('hnsw.ef_search')", connection);
        var after = await settings.ExecuteScalarAsync();
        await using var reset = new NpgsqlCommand("RESET ALL", connection);
        await reset.ExecuteNonQueryAsync();
        Assert.Equal(await settings.ExecuteScalarAsync(), after);
    }

    [Fact]
    public async Task The_number_of_candidates_reaches_pgvector_even_on_a_new_connection()
    {
        var (model, vectors) = await GivenAsync("ef", indexed: true);
        var stingy = new RetrievalOptions { EfSearch = 1, IterativeScan = IterativeScan.Off };
        var generous = new RetrievalOptions { EfSearch = 1_000, IterativeScan = IterativeScan.Off };
        var queries = RetrievalFixture.Clustered(8, 100, Dims);
        Assert.True(await RecallAsync(generous) > await RecallAsync(stingy));

        async Task<int> RecallAsync(RetrievalOptions options)
        {
            var hits = 0;
            foreach (var query in queries)
            {
                NpgsqlConnection.ClearPool(await ConnectionAsync());
                hits += (await store.NearestAsync(model, query, 1, options: options)).Count(track => track.TrackId == Nearest(vectors, query, 1).Single());
            }
            return hits;
        }

        async Task<NpgsqlConnection> ConnectionAsync()
        {
            await using var connection = await store.Database.OpenConnectionAsync();
            return connection;
        }
    }

    [Fact]
    public async Task Models_of_other_lengths_and_odd_names_lie_beside_each_other()
    {
        ModelKey odd = new("it's \\ \"odd\"; --", "r'1", 3);
        await store.SaveAsync(odd, RetrievalFixture.Clustered(7, 150, 3));
        Assert.Equal(IndexState.Ready, await store.Indexes().EnsureAsync(odd, CancellationToken.None));
        var (model, vectors) = await GivenAsync("beside", indexed: true);
        Assert.Contains(await PlanAsync(NearestQuery.ByIndex([1, 0, 0], odd, 5, [])), line => line.Contains($"Index Scan using {VectorIndex.NameOf(odd)}", StringComparison.Ordinal));
        Assert.Equal(5, (await store.NearestAsync(odd, [1, 0, 0], 5)).Count);
        Assert.Equal("t00000", (await store.NearestAsync(model, vectors[0], 1)).Single().TrackId);
    }

    private static ModelKey Model(string name) => new(name, "r1", Dims);

    private async Task<(ModelKey Model, float[][] Vectors)> GivenAsync(string name, bool indexed)
    {
        var vectors = RetrievalFixture.Clustered(1, Rows, Dims);
        await SaveAsync(Model(name), vectors, indexed);
        return (Model(name), vectors);
    }

    private async Task SaveAsync(ModelKey model, float[][] vectors, bool indexed)
    {
        await store.SaveAsync(model, vectors);
        if (indexed) Assert.Equal(IndexState.Ready, await store.Indexes().EnsureAsync(model, CancellationToken.None));
    }

    private async Task<IReadOnlyList<string>> PlanAsync(NpgsqlBatchCommand search)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        search.CommandText = $"EXPLAIN ANALYZE {search.CommandText}";
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { NearestQuery.SettingsFor(50, RetrievalFixture.Quick), search } };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }

    private static IEnumerable<string> Nearest(float[][] vectors, float[] query, int count) => vectors
        .Select((vector, i) => (Id: RetrievalFixture.Id(i), Cosine: VectorMath.Dot(vector, query)))
        .OrderByDescending(track => track.Cosine).ThenBy(track => track.Id, StringComparer.Ordinal).Take(count).Select(track => track.Id);

    private static float[] Near(float[] query, float[] vector)
    {
        float[] near = [.. query];
        VectorMath.AddScaled(near, vector, 0.01f);
        VectorMath.Normalize(near);
        return near;
    }
}
