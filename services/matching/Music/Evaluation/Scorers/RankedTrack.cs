using System.Runtime.InteropServices;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>A candidate at its place in a ranking.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RankedTrack(string Id, double Score)
{
    /// <summary>Best first; equal scores in order of ids.</summary>
    public static IReadOnlyList<RankedTrack> Rank(IEnumerable<string> ids, Func<string, double> score) =>
        [.. ids.Select(id => new RankedTrack(id, score(id))).OrderByDescending(track => track.Score)
            .ThenBy(track => track.Id, StringComparer.Ordinal)];
}
