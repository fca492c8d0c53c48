namespace Attune.Testing;

/// <summary>Where the servers for tests are: named by the environment, or those that <c>./attune up</c> has started.</summary>
public static class TestServers
{
    /// <summary>A PostgreSQL connection string, in either form.</summary>
    public static string Postgres { get; } = Find("ATTUNE_POSTGRES");

    /// <summary>An AMQP URI.</summary>
    public static string RabbitMq { get; } = Find("ATTUNE_RABBITMQ");

    private static string Find(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) return value;
        var recorded = RepositoryRoot.Combine(".dev", "endpoints.env");
        var line = File.Exists(recorded) ? File.ReadLines(recorded).FirstOrDefault(line => line.StartsWith(variable + '=', StringComparison.Ordinal)) : null;
        return line?[(variable.Length + 1)..].Trim('"', '\'')
            ?? throw new InvalidOperationException($"There is no server to test against: {variable} is not set, and {recorded} does not name one. Run ./attune test, or ./attune up before dotnet test, or set {variable}.");
    }
}
