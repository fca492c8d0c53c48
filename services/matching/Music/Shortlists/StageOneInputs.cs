using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Shortlists;

/// <summary>What stage 1 is asked.</summary>
/// <param name="Question">Which candidates, how many results, with members or without.</param>
/// <param name="CandidateCount">How many candidates there are.</param>
/// <param name="CandidateSetHash">What they are.</param>
/// <param name="Profiles">Of the playlists.</param>
/// <param name="Members">One a profile: tracks that are not ranked for it, in order of ids.</param>
/// <param name="Config">How signals are weighed.</param>
internal sealed record StageOneInputs(
    MatchQuestion Question, long CandidateCount, string CandidateSetHash, IReadOnlyList<PlaylistProfile> Profiles,
    IReadOnlyList<string[]> Members, MatchConfig Config)
{
    /// <summary>How many of a list's first must be known.</summary>
    public int Needed => Math.Max(Question.Limit, Config.RerankTop);

    /// <summary>How many are kept: enough that a list survives some changes before everything has to be scored again.</summary>
    public int Depth => (2 * Needed) + 50;
}
