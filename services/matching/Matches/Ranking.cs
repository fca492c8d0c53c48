using Attune.Matching.Contexts;
using Attune.Matching.Profiles;
using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>A pure function from complete inputs to an answer. Playlists are ranked in parallel; none depends on another.</summary>
internal static class Ranking
{
    public static MatchAnswer Of(MatchInputs inputs, MatchQuestion question, int dims, CancellationToken cancellationToken)
    {
        var matrix = MatrixOf(inputs, dims);
        var candidates = inputs.CandidateIds.ToHashSet(StringComparer.Ordinal);
        var ranked = new IReadOnlyList<ScoredTrack>[inputs.Playlists.Count];
        var pairs = new long[inputs.Playlists.Count];
        Parallel.For(0, inputs.Playlists.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var playlist = inputs.Playlists[i];
            var profile = ProfileVector.From(playlist.Vector!, playlist.MemberIds.Select(id => inputs.Tracks[id].Vector!));
            HashSet<string> excluded = question.IncludeMembers ? [] : new(playlist.MemberIds.Where(candidates.Contains), StringComparer.Ordinal);
            ranked[i] = VectorScorer.Rank(profile, matrix, excluded, question.Limit);
            pairs[i] = matrix.Count - excluded.Count;
        });
        var answer = inputs.Playlists.Select((playlist, i) => (playlist.Id, ranked[i])).ToDictionary(StringComparer.Ordinal);
        return new MatchAnswer(answer, pairs.Sum(), inputs.Tracks.Count + inputs.Playlists.Count);
    }

    private static TrackMatrix MatrixOf(MatchInputs inputs, int dims)
    {
        var rows = inputs.CandidateIds.Select(id => inputs.Tracks[id]).ToList();
        var matrix = new TrackMatrix([.. rows.Select(row => row.Label)], dims);
        for (var i = 0; i < rows.Count; i++) rows[i].Vector!.CopyTo(matrix.Row(i));
        return matrix;
    }
}
