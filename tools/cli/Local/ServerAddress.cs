using System.Data.Common;
using System.Globalization;

namespace Attune.Cli.Local;

/// <summary>Where a server is that the user has named.</summary>
/// <param name="Path">The database or the virtual host; empty for the default.</param>
internal sealed record ServerAddress(string Host, int Port, string User, string Password, string Path)
{
    private const int PostgresPort = 5432, AmqpPort = 5672, AmqpsPort = 5671;

    public bool Encrypted { get; private init; }

    /// <param name="text">A URI, or key=value pairs as Npgsql reads them.</param>
    public static ServerAddress Postgres(string text)
    {
        if (Parse(text, PostgresPort, "postgres", "postgresql") is { } address) return address;
        try
        {
            var pairs = new DbConnectionStringBuilder { ConnectionString = text };
            string Value(string or, params string[] keys) =>
                keys.Where(pairs.ContainsKey).Select(key => (string)pairs[key]).FirstOrDefault(or);
            return new(Value("localhost", "Host", "Server"), int.Parse(Value($"{PostgresPort}", "Port"), CultureInfo.InvariantCulture),
                Value("", "Username", "User Id", "UserId", "User Name", "User"), Value("", "Password"), Value("", "Database"));
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new CliException(
                "attune: ATTUNE_POSTGRES is not understood: write Host=...;Port=...;Username=...;Password=...;Database=... " +
                "or postgres://user:password@host:port/database",
                ExitCode.Unusable);
        }
    }

    public static ServerAddress RabbitMq(string text)
    {
        if (Parse(text, AmqpPort, "amqp") is { } open) return open;
        if (Parse(text, AmqpsPort, "amqps") is { } encrypted) return encrypted with { Encrypted = true };
        throw new CliException("attune: ATTUNE_RABBITMQ is not understood: write amqp://user:password@host:port/vhost", ExitCode.Unusable);
    }

    private static ServerAddress? Parse(string text, int defaultPort, params string[] schemes)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme)) return null;
        var user = uri.UserInfo.Split(':', 2);
        var (name, password) = (Uri.UnescapeDataString(user[0]), Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""));
        return new(uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "localhost", uri.Port > 0 ? uri.Port : defaultPort,
            name, password, Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')));
    }
}
