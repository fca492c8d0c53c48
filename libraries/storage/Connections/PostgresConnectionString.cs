using System.Data.Common;
using Npgsql;

namespace Attune.Storage;

/// <summary>Reads connection strings in both of the forms that people have.</summary>
public static class PostgresConnectionString
{
    /// <summary>
    /// Accepts <c>postgres://user:password@host:port/database?sslmode=require</c> (also <c>postgresql://</c>; parts percent-encoded)
    /// and Npgsql's <c>Host=…;Database=…</c>. Query parameters are those of libpq or keywords of Npgsql.
    /// </summary>
    /// <exception cref="FormatException">It is neither. The message says what is wrong and never shows the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = PostgresUri.IsUri(text) ? PostgresUri.Parse(text) : ParseKeywords(text);
        return string.IsNullOrWhiteSpace(builder.Host)
            ? throw new FormatException("The connection string names no host. Write Host=… or postgres://user:password@host:port/database.")
            : builder;
    }

    /// <summary>What may be shown: <c>host:port/database</c>.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return $"{connection.Host}:{connection.Port}/{connection.Database}";
    }

    private static NpgsqlConnectionStringBuilder ParseKeywords(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        if (!Succeeds(() => pairs.ConnectionString = text))
            throw new FormatException(
                "The connection string is neither keyword=value;… nor postgres://…. Put a value that contains ; or = into quotes.");

        // Half of a password with an unquoted ; looks like a keyword.
        var mayBeSecret = pairs.Keys.Cast<string>().Any(IsPassword);
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (string keyword in pairs.Keys)
            Set(builder, keyword, pairs[keyword].ToString() ?? "", shown: mayBeSecret ? null : keyword);
        return builder;
    }

    /// <param name="builder">Takes the value.</param>
    /// <param name="keyword">A keyword of Npgsql.</param>
    /// <param name="value">Its value.</param>
    /// <param name="shown">What an error calls an unknown keyword; <see langword="null"/> when it may be a part of the password.</param>
    internal static void Set(NpgsqlConnectionStringBuilder builder, string keyword, string value, string? shown)
    {
        if (!Succeeds(() => _ = builder.ContainsKey(keyword)) || !builder.ContainsKey(keyword))
            throw new FormatException(shown is null
                ? "The connection string has an unknown keyword (not shown, because it may be a part of the password). Put a password " +
                    "that contains ; or = into quotes."
                : $"The connection string has the unknown keyword '{shown}'.");
        if (!Succeeds(() => builder[keyword] = value))
            throw new FormatException($"The connection string has a value for '{keyword}' that cannot be used.");
    }

    /// <summary>The exceptions of ADO.NET quote what they were given, so they are neither passed on nor kept as inner ones.</summary>
    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return false;
        }
    }

    private static bool IsPassword(string keyword) =>
        keyword is "pwd" or "psw" || keyword.Contains("password", StringComparison.OrdinalIgnoreCase);
}
