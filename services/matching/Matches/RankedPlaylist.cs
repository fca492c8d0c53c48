using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Profiles;
using Attune.Matching.Reranking;
using Attune.Matching.Shortlists;

namespace Attune.Matching.Matches;

/// <summary>A playlist's candidates on their way through the stages.</summary>
/// <param name="profile">What the playlist is.</param>
/// <param name="candidates">Stage 1's, best first.</param>
/// <param name="head">How many of them stage 2 looks at.</param>
internal sealed class RankedPlaylist(PlaylistProfile profile, IReadOnlyList<Candidate> candidates, int head)
{
    private IReadOnlyList<float>? _scores;

    public PlaylistProfile Profile { get; } = profile;

    /// <summary>Pairs that stage 2 scores; 0 while it has not.</summary>
    public int RerankPairs => _scores?.Count ?? 0;

    public static RankedPlaylist Of(PlaylistProfile profile, StageOneList list, MatchConfig config)
    {
        IReadOnlyList<Candidate> kept = config.MinStageOneScore > 0 ? [.. list.Candidates.Where(candidate => candidate.Score >= config.MinStageOneScore)] : list.Candidates;
        return new RankedPlaylist(profile, kept, Math.Min(config.RerankTop, kept.Count));
    }

    /// <summary>The tracks that stage 2 looks at, and those that may be among the results.</summary>
    public IEnumerable<string> Shown(int limit) => candidates.Take(Math.Max(limit, head)).Select(candidate => candidate.TrackId);

    /// <summary>What stage 2 is asked.</summary>
    public RerankTask Question(IReadOnlyDictionary<string, TrackDocument> documents) => new(
        Profile.TextHash, Profile.Text, [.. candidates.Take(head).Select(candidate => documents[candidate.TrackId]).Select(document => new RerankDocument(document.TextHash, document.Text))]);

    /// <param name="scores">One for each document of the question.</param>
    public void Rerank(IReadOnlyList<float> scores) => _scores = scores;

    /// <summary>
    /// (1 − β) × stage 1 + β × stage 2 for those that stage 2 has scored, in that order; behind them the rest in stage 1's. Equal scores in order of ids. What neither stage 2 looked at nor a
    /// list of that length shows is not considered, however many fall below the threshold: the answer must not depend on how much of the ranking is known.
    /// </summary>
    public IReadOnlyList<ScoredTrack> Results(int limit, MatchConfig config, IReadOnlyDictionary<string, TrackDocument> documents) => Results(limit, config, documents, config.MinScore);

    /// <inheritdoc cref="Results(int, MatchConfig, IReadOnlyDictionary{string, TrackDocument})"/>
    public IReadOnlyList<ScoredTrack> Results(int limit, MatchConfig config, IReadOnlyDictionary<string, TrackDocument> documents, double minScore)
    {
        var blended = candidates.Take(RerankPairs)
            .Select((candidate, i) => (Candidate: candidate, Rerank: (float?)_scores![i], Score: ((1 - config.RerankWeight) * candidate.Score) + (config.RerankWeight * _scores[i])))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Candidate.TrackId, StringComparer.Ordinal);
        var rest = candidates.Take(Math.Max(limit, head)).Skip(RerankPairs).Select(candidate => (Candidate: candidate, Rerank: (float?)null, Score: (double)candidate.Score));
        return
        [
            .. blended.Concat(rest).Where(entry => entry.Score >= minScore).Take(limit).Select(entry => new ScoredTrack(
                entry.Candidate.TrackId, documents[entry.Candidate.TrackId].Title, documents[entry.Candidate.TrackId].Artists,
                entry.Score, entry.Candidate.Score, entry.Rerank, entry.Candidate.Signals)),
        ];
    }
}
