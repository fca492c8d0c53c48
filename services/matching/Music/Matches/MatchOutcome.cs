using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Matches;

/// <summary>An answer with where it came from and what it cost now.</summary>
/// <param name="Context">Its identity.</param>
/// <param name="Config">How it was made.</param>
/// <param name="Playlists">In order of ids.</param>
/// <param name="Answer">The results.</param>
/// <param name="Cache">Where it came from.</param>
/// <param name="Work">What was done and what was found.</param>
/// <param name="Degraded">What it had to do without; null when it is whole.</param>
internal sealed record MatchOutcome(
    MatchContext Context, MatchConfig Config, IReadOnlyList<PlaylistState> Playlists, MatchAnswer Answer, CacheState Cache, MatchWork Work,
    Degradation? Degraded)
{
    public static MatchOutcome Stored(
        MatchContext context, MatchConfig config, IReadOnlyList<PlaylistState> playlists, MatchAnswer answer) =>
        new(context, config, playlists, answer, CacheState.Hit, MatchReport.Work(answer.Basis, new MatchTally()),
            MatchReport.Degradation(answer.Refused));

    public static MatchOutcome Computed(
        MatchContext context, MatchConfig config, IReadOnlyList<PlaylistState> playlists, MatchAnswer answer, MatchTally tally) =>
        new(context, config, playlists, answer, CacheState.Miss, MatchReport.Work(answer.Basis, tally), MatchReport.Degradation(tally));

    /// <summary>For those that waited for another request to compute it.</summary>
    public MatchOutcome AsShared() => this with { Cache = CacheState.Shared, Work = MatchReport.Work(Answer.Basis, new MatchTally()) };
}
