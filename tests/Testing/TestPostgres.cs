using Attune.Storage;
using Npgsql;
using Xunit;

namespace Attune.Testing;

/// <summary>A database of its own on the real server, with pgvector, dropped at the end. Use it as a fixture or with <c>await using</c>.</summary>
public sealed class TestPostgres : IAsyncLifetime, IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server = PostgresConnectionString.Parse(TestServers.Postgres);

    /// <summary>The name of the database: <c>attune_test_…</c>.</summary>
    public string Database { get; } = $"attune_test_{Guid.NewGuid():N}";

    /// <summary>The services whose schemas it has; see <see cref="AttuneSystem.Schemas"/>.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>For the database of this instance, as keyword=value.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = Database, IncludeErrorDetail = true, MaxPoolSize = 20 }.ConnectionString;

    /// <summary>A database that is ready.</summary>
    public static async Task<TestPostgres> StartAsync()
    {
        var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        return postgres;
    }

    /// <summary>A pool that knows pgvector; dispose it before this instance.</summary>
    /// <param name="schema">Goes to the front of the search path.</param>
    public NpgsqlDataSource Open(string? schema = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
        if (schema is not null) connection.SearchPath = $"{schema},public";
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.UseVector();
        return builder.Build();
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Schemas.Count > 0)
        {
            await ExecuteAsync(_server.ConnectionString, $"CREATE DATABASE {Database} TEMPLATE {await MigratedTemplate.OfAsync(Schemas)}");
            return;
        }
        await ExecuteAsync(_server.ConnectionString, $"CREATE DATABASE {Database}");
        await ExecuteAsync(ConnectionString, "CREATE EXTENSION vector");
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => ExecuteAsync(_server.ConnectionString, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        // No pool: it would keep a connection to a database that is about to be dropped.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
