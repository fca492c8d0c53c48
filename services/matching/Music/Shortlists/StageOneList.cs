namespace Attune.Matching.Music.Shortlists;

/// <summary>The head of stage 1's ranking of a candidate set for one profile.</summary>
/// <param name="ProfileHash">Whose.</param>
/// <param name="CandidateSetHash">Of the set that it was chosen from.</param>
/// <param name="Complete">Every track of the set that has a score is listed; otherwise all others rank behind the last entry.</param>
/// <param name="Candidates">Best first.</param>
internal sealed record StageOneList(string ProfileHash, string CandidateSetHash, bool Complete, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>Whether it is known which are the first <paramref name="count"/>.</summary>
    public bool Reaches(int count) => Complete || Candidates.Count >= count;

    /// <summary>
    /// The list of a set that differs in some tracks, without looking at any other: an entry that is forgotten goes, and one that is scored
    /// anew stands where it belongs. What falls behind the last entry of an incomplete list is left out, because unlisted tracks may rank
    /// before it: such a list gets shorter.
    /// </summary>
    /// <param name="setHash">Of the set that it becomes the list of.</param>
    /// <param name="forgotten">Tracks that are gone or not what they were.</param>
    /// <param name="scored">Tracks that are new or not what they were, with their scores.</param>
    /// <param name="longest">How many entries are kept.</param>
    public StageOneList Changed(string setHash, IReadOnlySet<string> forgotten, IEnumerable<Candidate> scored, int longest)
    {
        var fresh = Complete || Candidates.Count == 0 ? scored : scored.Where(candidate => candidate.RanksBefore(Candidates[^1]));
        var merged = Candidates.Where(candidate => !forgotten.Contains(candidate.TrackId))
            .Concat(Complete || Candidates.Count > 0 ? fresh : []).ToList();
        merged.Sort((a, b) => a.RanksBefore(b) ? -1 : b.RanksBefore(a) ? 1 : 0);
        return new StageOneList(
            ProfileHash, setHash, Complete && merged.Count <= longest, merged.Count <= longest ? merged : merged[..longest]);
    }
}
