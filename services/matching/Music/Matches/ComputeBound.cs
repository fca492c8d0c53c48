using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Scoring.Signals;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// Refuses at once what would keep its caller waiting for models: a question computes a few outputs that are missing on the way, and a
/// catalogue of them is a backfill's work.
/// </summary>
internal sealed class ComputeBound(IOptions<MatchOptions> options)
{
    /// <inheritdoc cref="MatchOptions.RerankAtMost"/>
    public int RerankAtMost => options.Value.RerankAtMost;

    /// <summary>Counts in one round trip what is stored and what is missing; the run goes on knowing it.</summary>
    /// <param name="run">The question.</param>
    /// <param name="candidates">Null for the whole catalogue.</param>
    /// <param name="playlists">That are asked about; their members count, too.</param>
    /// <param name="config">What is weighed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">More is missing than is computed on the way.</exception>
    public async Task CheckAsync(
        QuestionRun run, string[]? candidates, string[] playlists, MatchConfig config, CancellationToken cancellationToken)
    {
        var withoutSignals = SignalKinds.Of(config).Select(kind => kind.IsWithoutSql);
        var census = await CensusReader.ReadAsync(run, candidates, playlists, withoutSignals, cancellationToken);
        var violations = new List<PreconditionViolation>();
        Check(census.WithoutVectors, census.Tracks, "tracks", "vectors", "tracks");
        Check(census.PlaylistsWithoutVectors, census.Playlists, "playlists", "vectors", "playlists");
        Check(census.WithoutEmotions, census.Tracks, "tracks", "emotions", "emotions");
        if (violations.Count == 0)
        {
            run.Tally.Take(census);
            return;
        }
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
