using Attune.Hosting;
using Attune.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Attune.Storage.Integration;

public sealed class StorageExtensionsTests : IAsyncLifetime
{
    private readonly TestPostgres _postgres = new();

    public Task InitializeAsync() => _postgres.InitializeAsync();

    public Task DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Readiness_asks_for_migrate_and_then_is_content()
    {
        using var host = Host(_postgres.ConnectionString);
        var check = host.Services.GetRequiredService<IReadinessCheck>();

        Assert.Contains("lacks 0001_tables.sql and 1 more: run this service with the argument 'migrate'", await check.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
        await host.Services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
        Assert.Null(await check.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Readiness_names_the_server_that_cannot_be_reached_and_no_password()
    {
        var port = FreePort.Next();
        using var host = Host($"Host=127.0.0.1;Port={port};Database=db;Username=u;Password=hunter2");

        var reason = await host.Services.GetRequiredService<IReadinessCheck>().CheckAsync(CancellationToken.None);

        Assert.Contains($"127.0.0.1:{port}/db cannot be reached", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_passes_on_what_the_server_refuses()
    {
        using var host = Host(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = "attune_no_such_database" }.ConnectionString);

        Assert.Contains("refuses: database \"attune_no_such_database\" does not exist", await host.Services.GetRequiredService<IReadinessCheck>().CheckAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_source_looks_into_the_schema_and_knows_vectors_that_came_with_a_migration()
    {
        using var host = Host(_postgres.ConnectionString);
        await host.Services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
        var dataSource = host.Services.GetRequiredService<NpgsqlDataSource>();

        await using var insert = dataSource.CreateCommand("INSERT INTO tracks VALUES ('a', $1)");
        insert.Parameters.AddWithValue(new Pgvector.Vector(new[] { 1f, 2, 3 }));
        await insert.ExecuteNonQueryAsync();

        await using var select = dataSource.CreateCommand("SELECT vector FROM samples.tracks");
        Assert.Equal(new Pgvector.Vector("[1,2,3]"), await select.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Round_trips_can_be_counted_for_one_database()
    {
        await using var other = await TestPostgres.StartAsync();
        await using var dataSource = _postgres.Open();
        await using var otherSource = other.Open();
        using var counter = new SqlCommandCounter(_postgres.Database);

        await dataSource.CreateCommand("SELECT 1").ExecuteScalarAsync();
        await otherSource.CreateCommand("SELECT 1").ExecuteScalarAsync();
        await using (var batch = dataSource.CreateBatch())
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT 2"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT 3"));
            await batch.ExecuteNonQueryAsync();
        }

        Assert.Equal(2, counter.Count);
    }

    private static IHost Host(string connectionString)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["Storage:ConnectionString"] = connectionString;
        builder.AddStorage("samples", typeof(StorageExtensionsTests).Assembly);
        builder.Services.AddLogging();
        return builder.Build();
    }
}
