namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>
/// What is asked of every scorer. A pure function of the specification and the catalogue's ids, whatever order they come in: which members
/// are held out, and which of the other tracks stand beside them, is decided by <see cref="SeededOrder"/>.
/// </summary>
/// <param name="Cases">By playlist, then by fold.</param>
/// <param name="Members">How many members each playlist of the cases has.</param>
/// <param name="LeftOut">Playlists that have too few members, or all tracks there are.</param>
internal sealed record EvaluationTask(IReadOnlyList<EvaluationCase> Cases, IReadOnlyDictionary<string, int> Members, int LeftOut)
{
    private const int FewestVisible = 2;

    public static EvaluationTask Of(EvaluationSpec spec, CatalogListing catalog)
    {
        (string Id, ulong Hash)[] tracks = [.. catalog.TrackIds.Select(id => (id, SeededOrder.IdHash(id)))];
        List<ListedPlaylist> usable =
            [.. catalog.Playlists.Where(
                playlist => playlist.MemberIds.Length >= spec.MinMembers && playlist.MemberIds.Length < tracks.Length)
                    .OrderBy(playlist => playlist.Id, StringComparer.Ordinal)];
        return new EvaluationTask(
            [.. usable.SelectMany(playlist => Enumerable.Range(0, spec.Folds).Select(fold => CaseOf(spec, playlist, fold, tracks)))],
            usable.ToDictionary(playlist => playlist.Id, playlist => playlist.MemberIds.Length, StringComparer.Ordinal),
            catalog.Playlists.Count - usable.Count);
    }

    /// <summary>How many of so many members are held out.</summary>
    public static int HeldOutOf(int members, double share) =>
        Math.Clamp((int)Math.Round(members * share, MidpointRounding.AwayFromZero), 1, members - FewestVisible);

    private static EvaluationCase CaseOf(EvaluationSpec spec, ListedPlaylist playlist, int fold, (string Id, ulong Hash)[] tracks)
    {
        var heldOut = new SeededOrder(spec.Seed, "held out", fold, playlist.Id).Sort(
            playlist.MemberIds)[..HeldOutOf(playlist.MemberIds.Length, spec.HoldOut)]
            .ToHashSet(StringComparer.Ordinal);
        var members = playlist.MemberIds.ToHashSet(StringComparer.Ordinal);
        var negatives = new SeededOrder(spec.Seed, "negatives", fold, playlist.Id).First(
            tracks.Where(track => !members.Contains(track.Id)), spec.Negatives);
        var question = new ScoringQuestion(
            playlist.Id, fold, [.. playlist.MemberIds.Where(id => !heldOut.Contains(id))],
            [.. heldOut.Concat(negatives).Order(StringComparer.Ordinal)]);
        return new EvaluationCase(question, heldOut);
    }
}
