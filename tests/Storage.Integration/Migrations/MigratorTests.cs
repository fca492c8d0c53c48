using Attune.Hosting;
using Attune.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Attune.Storage.Integration.Migrations;

public sealed class MigratorTests : IAsyncLifetime
{
    private readonly TestPostgres _postgres = new();

    public Task InitializeAsync() => _postgres.InitializeAsync();

    public Task DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Migrations_build_the_schema_and_are_recorded()
    {
        await using var dataSource = _postgres.Open("samples");
        await MigrateAsync(dataSource, MigrationPlan.Load("samples", GetType().Assembly));

        await using var connection = await dataSource.OpenConnectionAsync();
        Assert.Equal(["a;b", "c\nd"], await connection.QueryAsync<string>("SELECT id FROM samples.playlists ORDER BY id"));
        Assert.Equal([1, 2], await connection.QueryAsync<int>("SELECT version FROM samples.schema_migrations ORDER BY version"));
        Assert.Equal(64, (await connection.QueryAsync<string>("SELECT checksum FROM samples.schema_migrations")).First().Length);
    }

    [Fact]
    public async Task Ten_runners_at_once_apply_every_migration_once()
    {
        var plan = Plan(Enumerable.Range(1, 5).Select(i => ($"{i:D4}_step.sql", $"CREATE TABLE t{i} (x int); INSERT INTO t{i} VALUES ({i}); SELECT pg_sleep(0.02)")).ToArray());
        var dataSources = Enumerable.Range(0, 10).Select(_ => _postgres.Open("samples")).ToList();

        await Task.WhenAll(dataSources.Select(dataSource => MigrateAsync(dataSource, plan)));

        await using var connection = await dataSources[0].OpenConnectionAsync();
        Assert.Equal(5, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM schema_migrations"));
        Assert.Equal(15, await connection.ExecuteScalarAsync<int>("SELECT (SELECT sum(x) FROM t1) + (SELECT sum(x) FROM t2) + (SELECT sum(x) FROM t3) + (SELECT sum(x) FROM t4) + (SELECT sum(x) FROM t5)"));
        foreach (var dataSource in dataSources) await dataSource.DisposeAsync();
    }

    [Fact]
    public async Task Two_schemas_share_a_database()
    {
        await using var dataSource = _postgres.Open();
        string[] schemas = ["one", "two"];

        await Task.WhenAll(schemas.Select(schema => MigrateAsync(dataSource, MigrationPlan.Create(schema, [("0001_t.sql", $"CREATE TABLE {schema}.t (x int)")]))));

        await using var connection = await dataSource.OpenConnectionAsync();
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("SELECT (SELECT count(*) FROM one.schema_migrations) + (SELECT count(*) FROM two.schema_migrations)"));
    }

    [Fact]
    public async Task A_runner_killed_in_the_middle_leaves_whole_migrations_only()
    {
        await using var dataSource = _postgres.Open("samples");
        await using var watcher = await dataSource.OpenConnectionAsync();
        var plan = Plan(("0001_a.sql", "CREATE TABLE a (x int)"), ("0002_b.sql", "CREATE TABLE b (x int); SELECT pg_sleep(60); CREATE TABLE c (x int)"));

        await using var victim = new NpgsqlDataSourceBuilder(dataSource.ConnectionString + ";Application Name=victim;Password=" + PostgresConnectionString.Parse(_postgres.ConnectionString).Password).Build();
        var running = MigrateAsync(victim, plan);
        await Eventually.IsTrueAsync(
            () => watcher.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'victim' AND datname = current_database() AND wait_event = 'PgSleep')"),
            "the second migration is in its middle");
        await watcher.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim' AND datname = current_database()");

        await Assert.ThrowsAsync<StartupException>(() => running);
        Assert.Equal([1], await watcher.QueryAsync<int>("SELECT version FROM samples.schema_migrations"));
        Assert.Equal((true, false), await watcher.QuerySingleAsync<(bool, bool)>("SELECT to_regclass('samples.a') IS NOT NULL, to_regclass('samples.b') IS NOT NULL"));

        await MigrateAsync(dataSource, Plan(("0001_a.sql", "CREATE TABLE a (x int)"), ("0002_b.sql", "CREATE TABLE b (x int)")));
        Assert.True(await watcher.ExecuteScalarAsync<bool>("SELECT to_regclass('samples.b') IS NOT NULL"));
    }

    [Fact]
    public async Task A_failing_migration_is_named_with_the_error_and_leaves_nothing()
    {
        await using var dataSource = _postgres.Open("samples");

        var exception = await Assert.ThrowsAsync<StartupException>(() => MigrateAsync(dataSource, Plan(("0001_a.sql", "CREATE TABLE a (x int);\n\nINSERT INTO a\nVALUES (1, 2);"))));

        Assert.StartsWith("0001_a.sql failed: INSERT has more expressions", exception.Message, StringComparison.Ordinal);
        await using var connection = await dataSource.OpenConnectionAsync();
        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('samples.a') IS NOT NULL"));
    }

    [Fact]
    public async Task A_migration_that_commits_by_itself_is_refused()
    {
        await using var dataSource = _postgres.Open("samples");

        var exception = await Assert.ThrowsAsync<StartupException>(() => MigrateAsync(dataSource, Plan(("0001_a.sql", "CREATE TABLE a (x int); COMMIT; BEGIN;"))));

        Assert.Contains("remove BEGIN, COMMIT and ROLLBACK", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_stops_the_migration_before_anything_is_applied()
    {
        await using var dataSource = _postgres.Open("samples");
        await MigrateAsync(dataSource, Plan(("0001_a.sql", "CREATE TABLE a (x int)")));

        var exception = await Assert.ThrowsAsync<StartupException>(() => MigrateAsync(dataSource, Plan(("0001_a.sql", "CREATE TABLE a (y int)"), ("0002_b.sql", "CREATE TABLE b (x int)"))));

        Assert.Contains("0001_a.sql of the schema 'samples' was changed", exception.Message, StringComparison.Ordinal);
        await using var connection = await dataSource.OpenConnectionAsync();
        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('samples.b') IS NOT NULL"));
    }

    private static MigrationPlan Plan(params (string, string)[] files) => MigrationPlan.Create("samples", files);

    private static Task MigrateAsync(NpgsqlDataSource dataSource, MigrationPlan plan) => new Migrator(dataSource, plan, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
}
