using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// Finds the tracks whose vectors point most nearly in a direction. With an index it is approximate
/// (<see cref="RetrievalOptions.EfSearch"/>), without one exact. Either way only vectors of the tracks' present texts count, and as many
/// tracks come back as were asked for, if there are so many.
/// </summary>
internal sealed class TrackSearch(IOptions<RetrievalOptions> options)
{
    /// <inheritdoc cref="NearestAsync(NpgsqlConnection, float[], ModelKey, int, string[], CancellationToken)"/>
    public Task<IReadOnlyList<NearTrack>> NearestAsync(
        NpgsqlConnection connection, float[] query, ModelKey model, int count, CancellationToken cancellationToken) =>
        NearestAsync(connection, query, model, count, [], cancellationToken);

    /// <summary>One round trip; a second, without the index, when that found too few.</summary>
    /// <param name="connection">With or without a transaction. In one, the settings of the search hold until its end.</param>
    /// <param name="query">Of the model's length; its own length does not matter, but it must not be zero.</param>
    /// <param name="model">Whose vectors.</param>
    /// <param name="count">At most so many; 0 or more.</param>
    /// <param name="excluded">Tracks that are not wanted, such as the members of the playlist; may be unknown.</param>
    /// <param name="cancellationToken">Cancels the search in the database, too.</param>
    /// <returns>Best first; equal ones in order of their ids.</returns>
    /// <exception cref="PreconditionException">The query has another number of dimensions than the model.</exception>
    public async Task<IReadOnlyList<NearTrack>> NearestAsync(
        NpgsqlConnection connection, float[] query, ModelKey model, int count, string[] excluded, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (query.Length != model.Dims)
            throw new PreconditionException(
                $"The query has {query.Length} dimensions and the vectors of {model.Name}@{model.Revision} have {model.Dims}; embed it " +
                "with that model.");
        if (count == 0) return [];
        var (byIndex, byComparison) = await SearchAsync(connection, query, model, count, excluded, cancellationToken);
        if (byComparison.Count > 0 || byIndex.Count == count) return byComparison.Count > 0 ? byComparison : byIndex;
        // Either there are no more, or the scan ended before it had passed enough vectors of older texts and excluded tracks.
        await using var batch = new NpgsqlBatch(
            connection) { BatchCommands = { NearestQuery.ByComparison(query, model, count, excluded, always: true) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    private async Task<(List<NearTrack> ByIndex, List<NearTrack> ByComparison)> SearchAsync(
        NpgsqlConnection connection, float[] query, ModelKey model, int count, string[] excluded, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { NearestQuery.SettingsFor(count, options.Value), NearestQuery.ByIndex(query, model, count, excluded),
                NearestQuery.ByComparison(query, model, count, excluded) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var byIndex = await ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return (byIndex, await ReadAsync(reader, cancellationToken));
    }

    private static async Task<List<NearTrack>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var tracks = new List<NearTrack>();
        while (await reader.ReadAsync(cancellationToken)) tracks.Add(new NearTrack(reader.GetString(0), reader.GetDouble(1)));
        return tracks;
    }
}
