using Npgsql;

namespace Attune.Storage;

/// <summary>
/// libpq's connection URI, taken apart by hand: <see cref="Uri"/> refuses what libpq accepts, and its errors quote the password.
/// </summary>
internal static class PostgresUri
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool IsUri(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        (rest, var query) = Split(rest, '?');
        (var authority, var database) = Split(rest, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Split(at < 0 ? "" : authority[..at], ':');
        var (host, port) = SplitHost(authority[(at + 1)..]);

        var builder = new NpgsqlConnectionStringBuilder();
        if (user.Length > 0) builder.Username = Decode(user);
        if (password.Length > 0) builder.Password = Decode(password);
        if (host.Length > 0) builder.Host = Decode(host);
        if (port.Length > 0) builder.Port = Port(port);
        if (database.Length > 0) builder.Database = Decode(database);
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(parameter, '=');
            PostgresConnectionString.Set(builder, Keyword(Decode(name)), Decode(value), shown: Decode(name));
        }
        return builder;
    }

    private static (string Host, string Port) SplitHost(string text)
    {
        if (!text.StartsWith('[')) return Split(text, ':');
        var end = text.IndexOf(']', StringComparison.Ordinal);
        return end < 0
            ? throw new FormatException("The connection URI has an IPv6 address without its closing bracket.")
            : (text[1..end], text[(end + 1)..].TrimStart(':'));
    }

    private static int Port(string text) => int.TryParse(text, out var port) && port is > 0 and <= 65535
        ? port
        : throw new FormatException(
            "The port in the connection URI is not a number from 1 to 65535. If the password contains @, : or /, percent-encode it.");

    private static string Keyword(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "target_session_attrs" => "Target Session Attributes",
        "client_encoding" => "Client Encoding",
        "dbname" => "Database",
        "user" => "Username",
        _ => name,
    };

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
