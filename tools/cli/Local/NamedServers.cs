namespace Attune.Cli.Local;

/// <summary>The servers that the user has named in the environment, instead of private ones.</summary>
internal static class NamedServers
{
    private const string Advice = "Start it, correct the variable, or unset it to have a private one.";

    private static string? PostgresText => Environment.GetEnvironmentVariable("ATTUNE_POSTGRES") is { Length: > 0 } text ? text : null;

    private static string? RabbitMqText => Environment.GetEnvironmentVariable("ATTUNE_RABBITMQ") is { Length: > 0 } text ? text : null;

    /// <exception cref="CliException">No PostgreSQL is named, or it cannot be understood.</exception>
    public static ServerAddress Postgres => ServerAddress.Postgres(PostgresText ?? "");

    public static bool Has(Role role) => role.Name switch
    {
        Role.Postgres => PostgresText is not null,
        Role.RabbitMq or Role.Epmd => RabbitMqText is not null,
        _ => false,
    };

    /// <exception cref="CliException">It does not answer; the message names no password.</exception>
    public static Task CheckAsync(Role role, CancellationToken cancellationToken) =>
        role.Name == Role.Postgres ? CheckPostgresAsync(cancellationToken) : CheckRabbitMqAsync(cancellationToken);

    private static async Task CheckPostgresAsync(CancellationToken cancellationToken)
    {
        var (host, port, _, _, _) = Postgres;
        if (!host.StartsWith('/'))
        {
            if (!await Probe.PostgresAsync(host, port, cancellationToken))
                throw new CliException($"attune: ATTUNE_POSTGRES: no PostgreSQL answers at {host}:{port}. {Advice}");
        }
        else if (!File.Exists($"{host}/.s.PGSQL.{port}"))
            throw new CliException($"attune: ATTUNE_POSTGRES: no PostgreSQL has a socket for port {port} in {host}");
    }

    private static async Task CheckRabbitMqAsync(CancellationToken cancellationToken)
    {
        var address = ServerAddress.RabbitMq(RabbitMqText!);
        var answers = address.Encrypted
            ? await Probe.AcceptsAsync(address.Host, address.Port, cancellationToken)
            : await Probe.AmqpAsync(address.Host, address.Port, cancellationToken);
        if (!answers) throw new CliException($"attune: ATTUNE_RABBITMQ: no RabbitMQ answers at {address.Host}:{address.Port}. {Advice}");
    }
}
