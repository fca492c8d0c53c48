using Attune.Matching.Contexts;
using Attune.Numerics;

namespace Attune.Matching.Scoring;

/// <summary>Stage 1 with its one signal so far: the cosine of the playlist's and the track's vector.</summary>
internal static class VectorScorer
{
    /// <param name="profile">Unit vector of the playlist.</param>
    /// <param name="tracks">Candidates.</param>
    /// <param name="excluded">Rows that are not ranked.</param>
    /// <param name="limit">How many are kept.</param>
    /// <returns>Best first; equal scores in order of ids.</returns>
    public static IReadOnlyList<ScoredTrack> Rank(ReadOnlySpan<float> profile, TrackMatrix tracks, HashSet<string> excluded, int limit)
    {
        var best = new TopK(limit);
        for (var row = 0; row < tracks.Count; row++)
            if (!excluded.Contains(tracks[row].Id)) best.Offer(row, VectorMath.Dot(profile, tracks.Row(row)));
        return [.. best.ToSortedArray().Select(hit => new ScoredTrack(tracks[hit.Index].Id, tracks[hit.Index].Title, tracks[hit.Index].Artists, hit.Score))];
    }
}
