using Attune.Hosting.Errors;
using Npgsql;

namespace Attune.Matching.Music.Configs;

/// <summary>From what a caller wrote to the configuration that is meant.</summary>
internal static class ConfigChoice
{
    public const string BuiltInName = "builtin";

    /// <param name="reference">A name, a hash, or empty for the default.</param>
    /// <param name="stored">What the store has for it (see <see cref="ConfigStore.FindSql"/>).</param>
    /// <exception cref="ResourceNotFoundException">Nothing is like that.</exception>
    public static NamedConfig Resolve(string reference, NamedConfig? stored)
    {
        if (reference == BuiltInName || reference == MatchConfig.BuiltIn.Hash) return BuiltIn(isDefault: false);
        if (stored is not null) return stored;
        if (reference.Length == 0) return BuiltIn(isDefault: true);
        throw new ResourceNotFoundException(
            $"There is no matching configuration {Quote.Text(reference)}. MatchingConfigService lists those that there are.");
    }

    /// <summary>For whoever has no round trip to share.</summary>
    /// <exception cref="ResourceNotFoundException">Nothing is like that.</exception>
    public static async Task<MatchConfig> ReadAsync(NpgsqlConnection connection, string reference, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ConfigStore.FindSql, connection) { Parameters = { new() { Value = reference } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return Resolve(reference, await reader.ReadAsync(cancellationToken) ? ConfigStore.Read(reader) : null).Config;
    }

    public static NamedConfig BuiltIn(bool isDefault) => new(BuiltInName, MatchConfig.BuiltIn, isDefault, UpdatedAt: null);
}
