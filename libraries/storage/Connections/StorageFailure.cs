using Npgsql;

namespace Attune.Storage;

/// <summary>Says in one sentence, without secrets, what is wrong between this process and its database.</summary>
internal static class StorageFailure
{
    public static string Explain(Exception exception, NpgsqlDataSource dataSource)
    {
        var server = PostgresConnectionString.Describe(new NpgsqlConnectionStringBuilder(dataSource.ConnectionString));
        return exception is PostgresException refusal
            ? $"PostgreSQL at {server} refuses: {refusal.MessageText} (SQLSTATE {refusal.SqlState})."
            : $"PostgreSQL at {server} cannot be reached: {exception.GetBaseException().Message} Is it running, and is " +
                "Storage:ConnectionString right?";
    }
}
