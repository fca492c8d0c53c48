using Attune.Matching.Models.Calls;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Shortlists;

namespace Attune.Matching.Music.Matches;

/// <summary>A playlist's candidates on their way through the stages.</summary>
/// <param name="profile">What the playlist is.</param>
/// <param name="candidates">Stage 1's, best first.</param>
/// <param name="head">How many of them stage 2 looks at.</param>
internal sealed class RankedPlaylist(PlaylistProfile profile, IReadOnlyList<Candidate> candidates, int head)
{
    private Dictionary<string, float>? _scores;

    public PlaylistProfile Profile { get; } = profile;

    /// <summary>Pairs that stage 2 scores; 0 while it has not.</summary>
    public int RerankPairs { get; private set; }

    public static RankedPlaylist Of(PlaylistProfile profile, StageOneList list, MatchConfig config)
    {
        var kept = config.MinStageOneScore > 0
            ? [.. list.Candidates.Where(candidate => candidate.Score >= config.MinStageOneScore)]
            : list.Candidates;
        return new RankedPlaylist(profile, kept, Math.Min(config.RerankTop, kept.Count));
    }

    /// <summary>The tracks that stage 2 looks at, and those that may be among the results.</summary>
    public IEnumerable<string> Shown(int limit) => candidates.Take(Math.Max(limit, head)).Select(candidate => candidate.TrackId);

    /// <summary>The tracks that stage 2 reads: those of the head whose text says something.</summary>
    public IReadOnlyList<string> Read(Func<string, bool> isSilent) =>
        [.. candidates.Take(head).Select(candidate => candidate.TrackId).Where(id => !isSilent(id))];

    /// <param name="answers">
    /// By the track, for all that stage 2 reads. One without a score stays where stage 1 has it, behind those that have one.
    /// </param>
    public void Rerank(IReadOnlyDictionary<string, RerankAnswer> answers)
    {
        _scores = answers.Where(answer => answer.Value.Score is not null)
            .ToDictionary(answer => answer.Key, answer => answer.Value.Score!.Value, StringComparer.Ordinal);
        RerankPairs = answers.Count(answer => answer.Value.Refusal is null);
    }

    /// <summary>
    /// Those that stage 2 has scored, in the order of <see cref="StageTwoBlend"/>; behind them the rest in stage 1's. Equal scores in order
    /// of ids. What neither stage 2 looked at nor a list of that length shows is not considered, however many fall below the threshold: the
    /// answer must not depend on how much of the ranking is known.
    /// </summary>
    public IReadOnlyList<ScoredTrack> Results(int limit, MatchConfig config, IReadOnlyDictionary<string, TrackDocument> documents) =>
        Results(limit, config, documents, config.MinScore);

    /// <inheritdoc cref="Results(int, MatchConfig, IReadOnlyDictionary{string, TrackDocument})"/>
    public IReadOnlyList<ScoredTrack> Results(
        int limit, MatchConfig config, IReadOnlyDictionary<string, TrackDocument> documents, double minScore)
    {
        var blended = candidates.Take(head).Where(IsScored)
            .Select(candidate => (Candidate: candidate, Rerank: (float?)_scores![candidate.TrackId]))
            .Select(entry => (entry.Candidate, entry.Rerank,
                Score: StageTwoBlend.Of(entry.Candidate.Score, entry.Rerank!.Value, config.RerankWeight)))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Candidate.TrackId, StringComparer.Ordinal);
        var rest = candidates.Take(Math.Max(limit, head)).Where(candidate => !IsScored(candidate))
            .Select(candidate => (Candidate: candidate, Rerank: (float?)null, Score: (double)candidate.Score));
        return
        [
            .. blended.Concat(rest).Where(entry => entry.Score >= minScore).Take(limit).Select(entry => new ScoredTrack(
                entry.Candidate.TrackId, documents[entry.Candidate.TrackId].Title, documents[entry.Candidate.TrackId].Artists,
                entry.Score, entry.Candidate.Score, entry.Rerank, entry.Candidate.Signals)),
        ];
    }

    private bool IsScored(Candidate candidate) => _scores?.ContainsKey(candidate.TrackId) == true;
}
