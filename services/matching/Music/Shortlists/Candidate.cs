namespace Attune.Matching.Music.Shortlists;

/// <summary>A track in a stage-1 list.</summary>
/// <param name="TrackId">Which.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Signals">One value for each signal of the configuration; NaN for one that the pair lacks.</param>
internal sealed record Candidate(string TrackId, float Score, float[] Signals)
{
    /// <summary>Whether it ranks before another: by score, and of equal scores by id.</summary>
    public bool RanksBefore(Candidate other) =>
        Score > other.Score || (Score == other.Score && string.CompareOrdinal(TrackId, other.TrackId) < 0);
}
