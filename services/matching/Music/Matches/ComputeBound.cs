using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// Refuses at once what would keep its caller waiting for models: a question computes a few outputs that are missing on the way, and a
/// catalogue of them is a backfill's work.
/// </summary>
internal sealed class ComputeBound(IOptions<MatchOptions> options)
{
    /// <inheritdoc cref="MatchOptions.RerankAtMost"/>
    public int RerankAtMost => options.Value.RerankAtMost;

    /// <param name="snapshot">Where the question is answered.</param>
    /// <param name="candidates">Null for the whole catalogue.</param>
    /// <param name="playlists">That are asked about; their members count, too.</param>
    /// <param name="bundle">Whose outputs.</param>
    /// <param name="parts">Which of them.</param>
    /// <param name="config">What is weighed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is stored and what is missing, in one round trip.</returns>
    /// <exception cref="PreconditionException">More is missing than is computed on the way.</exception>
    public async Task<Census> CheckAsync(
        NpgsqlConnection snapshot, string[]? candidates, string[] playlists, ServingBundle bundle, ProfileParts parts, MatchConfig config,
        CancellationToken cancellationToken)
    {
        var census = await CensusReader.ReadAsync(snapshot, candidates, playlists, bundle, parts, config.Signals, cancellationToken);
        var violations = new List<PreconditionViolation>();
        Check(census.WithoutVectors, census.Tracks, "tracks", "vectors", "tracks");
        Check(census.PlaylistsWithoutVectors, census.Playlists, "playlists", "vectors", "playlists");
        Check(census.WithoutEmotions, census.Tracks, "tracks", "emotions", "emotions");
        if (violations.Count == 0) return census;
        var missing = string.Join("; ", violations.Select(violation => violation.Description));
        throw new PreconditionException($"{missing}. A match computes at most {options.Value.ComputeAtMost:N0} on the way.", violations);

        void Check(long lacking, long all, string things, string what, string kind)
        {
            if (lacking <= options.Value.ComputeAtMost) return;
            var description = $"{lacking:N0} of {all:N0} {things} have no {what}: run `./attune cli backfill start {kind}`";
            violations.Add(new($"MISSING_{what.ToUpperInvariant()}", things, description));
        }
    }
}
