using Npgsql;

namespace Attune.Storage;

internal static class DataSourceFactory
{
    /// <summary>Statements that a connection runs five times are prepared by themselves, so that a hot query is planned once.</summary>
    private const int AutoPreparedStatements = 64;

    public static NpgsqlDataSource Create(StorageOptions options, string schema, ILoggerFactory? loggers)
    {
        var connection = PostgresConnectionString.Parse(options.ConnectionString);
        connection.SearchPath = $"{schema},public";
        connection.ApplicationName ??= $"attune-{schema}";
        if (connection.MaxAutoPrepare == 0) connection.MaxAutoPrepare = AutoPreparedStatements;

        // The name is what Npgsql's metrics call the pool: a connection string has no place there.
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = $"attune-{schema}" };
        builder.UseVector();
        if (loggers is not null) builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
