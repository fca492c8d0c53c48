using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Dapper;
using Npgsql;

namespace Attune.Matching.Jobs.Store;

/// <summary>Whether what a caller names is in the catalogue.</summary>
internal sealed class KnownItems(NpgsqlDataSource database)
{
    /// <exception cref="InvalidRequestException">Some are not.</exception>
    public async Task RequireAsync(IBackfillKind kind, string[] ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var unknown = (await connection.QueryAsync<string>(new CommandDefinition(
            $"SELECT given.id FROM unnest(@ids) AS given(id) WHERE NOT EXISTS (SELECT FROM {kind.Items} i WHERE i.id = given.id) ORDER " +
            "BY given.id",
            new { ids }, cancellationToken: cancellationToken))).AsList();
        if (unknown.Count > 0)
            throw new InvalidRequestException([new("ids", $"names {unknown.Count:N0} unknown {kind.Items}: {Quote.List(unknown)}")]);
    }
}
