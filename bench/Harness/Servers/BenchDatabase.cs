using System.Diagnostics;
using Attune.Bench.Harness.Processes;
using Attune.Storage;
using Npgsql;

namespace Attune.Bench.Harness.Servers;

/// <summary>A database of its own, with the schema of matching; dropped at the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;

    private BenchDatabase(NpgsqlConnectionStringBuilder server) => _server = server;

    public string Name { get; } = $"attune_bench_{Guid.NewGuid():N}";

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = Name }.ConnectionString;

    /// <summary>A pool as the service has it.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>On the server that ATTUNE_POSTGRES names.</summary>
    public static Task<BenchDatabase> CreateAsync(CancellationToken cancellationToken) => CreateAsync(Setting("ATTUNE_POSTGRES"), tablespace: "", cancellationToken);

    /// <param name="server">A connection string of any database of the server.</param>
    /// <param name="tablespace">Where it lies; empty for the server's own place.</param>
    public static async Task<BenchDatabase> CreateAsync(string server, string tablespace, CancellationToken cancellationToken)
    {
        var database = new BenchDatabase(PostgresConnectionString.Parse(server));
        await database.ExecuteOnServerAsync($"CREATE DATABASE {database.Name}{(tablespace.Length > 0 ? $" TABLESPACE {tablespace}" : "")}", cancellationToken);
        try
        {
            await database.MigrateAsync("Attune.Matching", cancellationToken);
            var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = "matching,public", MaxAutoPrepare = 64 }.ConnectionString);
            builder.UseVector();
            database.Source = builder.Build();
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A variable that <c>./attune bench</c> sets.</summary>
    public static string Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} is not set. Run this as ./attune bench matching, which starts the servers, or name one.");

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Source is not null)
            await Source.DisposeAsync();
        await ExecuteOnServerAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    /// <summary>Makes the schema of a service.</summary>
    public async Task MigrateAsync(string service, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(ServiceUnderTest.Executable(service), "migrate") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Storage__ConnectionString"] = ConnectionString;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The schema of the bench's database could not be made:\n{await output}\n{errors}");
    }

    private Task ExecuteOnServerAsync(string sql, CancellationToken cancellationToken) => ExecuteOnServerAsync(_server.ConnectionString, sql, cancellationToken);

    /// <summary>One statement, not in the bench's own database.</summary>
    public static async Task ExecuteOnServerAsync(string server, string sql, CancellationToken cancellationToken)
    {
        // No pool: it would keep a connection to a database that is about to be dropped.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
