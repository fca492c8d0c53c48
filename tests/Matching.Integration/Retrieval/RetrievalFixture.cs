using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Retrieval;
using Attune.Numerics;
using Attune.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Integration.Retrieval;

/// <summary>A real database with the service's schema. Tests share it and keep apart by their models.</summary>
public sealed class RetrievalFixture : IAsyncLifetime
{
    public const string Text = "te_now", OlderText = "te_before";

    public TestPostgres Postgres { get; } = new();

    public NpgsqlDataSource Database { get; private set; } = null!;

    internal static RetrievalOptions Quick => new() { MinRows = 100, CheckInterval = TimeSpan.FromMilliseconds(20) };

    public async Task InitializeAsync()
    {
        await Postgres.InitializeAsync();
        await using var migrate = ServiceProcess.Start(
            ServiceProcess.Executable("matching"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage__ConnectionString"] = Postgres.ConnectionString }, "migrate");
        Assert.Equal(0, await migrate.WaitForExitAsync());
        Database = Postgres.Open("matching");
        await ExecuteAsync($"""
            INSERT INTO tracks (id, title, artists, language, genres, moods, themes, text_hash)
            SELECT 't' || lpad(i::text, 5, '0'), 'Title', '{"{}"}', 'en', '{"{}"}', '{"{}"}', '{"{}"}', '{Text}' FROM generate_series(0, 4999) i
            """);
    }

    public async Task DisposeAsync()
    {
        if (Database is not null) await Database.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    internal VectorIndexes Indexes(RetrievalOptions? options = null) =>
        new(Database, Options.Create(options ?? Quick), TimeProvider.System, NullLogger<VectorIndexes>.Instance);

    /// <summary>Vectors of the tracks t00000, t00001, …</summary>
    internal async Task SaveAsync(ModelKey model, IEnumerable<float[]> vectors, string text = Text)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await VectorStore.SaveAsync(connection, new TrackSubject(), model, vectors.Select((vector, i) => new StoredVector(Id(i), text, vector)), CancellationToken.None);
    }

    internal async Task<IReadOnlyList<NearTrack>> NearestAsync(ModelKey model, float[] query, int count, string[]? excluded = null, RetrievalOptions? options = null)
    {
        await using var connection = await Database.OpenConnectionAsync();
        return await new TrackSearch(Options.Create(options ?? Quick)).NearestAsync(connection, query, model, count, excluded ?? [], CancellationToken.None);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    internal static string Id(int i) => $"t{i:D5}";

    /// <summary>Unit vectors around a few centres, as texts about a few things have them.</summary>
    internal static float[][] Clustered(int seed, int count, int dims)
    {
        var random = new Random(seed);
        float[][] centres = [.. Enumerable.Range(0, 40).Select(_ => Gaussian(random, dims))];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var vector = Gaussian(random, dims);
            VectorMath.AddScaled(vector, centres[random.Next(centres.Length)], 1.5f);
            VectorMath.Normalize(vector);
            return vector;
        })];
    }

    private static float[] Gaussian(Random random, int dims) =>
        [.. Enumerable.Range(0, dims).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
