using Attune.Hosting.Errors;
using V1 = Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>What is accepted as a specification, and its defaults; the limits are documented in <c>evaluation_service.proto</c>.</summary>
internal static class EvaluationSpecRules
{
    private const long LargestSeed = (1L << 53) - 1;
    private const int MostFolds = 20, MostNegatives = 100_000, FewestMembers = 3, MostMembers = 1_000, MostCutoffs = 10,
        LargestCutoff = 1_000, MostPairs = 20_000_000;
    private const double LargestHoldOut = 0.9;

    /// <param name="violations">Gets all of them.</param>
    /// <param name="given">Null for the default one.</param>
    public static EvaluationSpec Check(List<FieldViolation> violations, V1.EvaluationSpec? given)
    {
        var standard = EvaluationSpec.Default;
        if (given is null) return standard;
        if (given.HasSeed && given.Seed is < 0 or > LargestSeed)
            violations.Add(new("spec.seed", $"is {given.Seed}; it must be 0 to {LargestSeed}"));
        Range(violations, "spec.folds", given.Folds, 1, MostFolds, standard.Folds);
        if (double.IsNaN(given.HoldOut) || given.HoldOut is < 0 or > LargestHoldOut)
            violations.Add(
                new("spec.hold_out", $"is {given.HoldOut}; it must be above 0 and at most {LargestHoldOut}, or 0 for {standard.HoldOut}"));
        Range(violations, "spec.negatives", given.Negatives, 1, MostNegatives, standard.Negatives);
        Range(violations, "spec.min_members", given.MinMembers, FewestMembers, MostMembers, standard.MinMembers);
        if (given.Cutoffs.Count > MostCutoffs || given.Cutoffs.Distinct().Count() < given.Cutoffs.Count
            || given.Cutoffs.Any(k => k is < 1 or > LargestCutoff))
            violations.Add(
                new("spec.cutoffs",
                    $"are {string.Join(", ", given.Cutoffs.Take(MostCutoffs + 1))}; give up to {MostCutoffs} different ones, 1 to " +
                    $"{LargestCutoff:N0}"));
        return new EvaluationSpec(
            given.HasSeed
                ? given.Seed
                : standard.Seed, Or(given.Folds, standard.Folds), given.HoldOut == 0
                ? standard.HoldOut
                : given.HoldOut,
            Or(given.Negatives, standard.Negatives), Or(given.MinMembers, standard.MinMembers), given.Cutoffs.Count == 0
                ? standard.Cutoffs
                : [.. given.Cutoffs.Order()]);
    }

    /// <exception cref="InvalidRequestException">The task would be too large to be held in memory.</exception>
    public static void CheckSize(EvaluationSpec spec, CatalogListing catalog)
    {
        var usable = catalog.Playlists.Where(playlist => playlist.MemberIds.Length >= spec.MinMembers).ToList();
        var pairs = usable.Sum(
            playlist => (long)spec.Folds * (Math.Min(spec.Negatives, catalog.TrackIds.Count) + playlist.MemberIds.Length));
        if (pairs > MostPairs)
            throw new InvalidRequestException(
                "spec.negatives",
                $"makes {pairs:N0} candidates of {usable.Count:N0} playlists in {spec.Folds} folds; at most {MostPairs:N0} are " +
                "evaluated at once, so ask for fewer of either");
    }

    private static void Range(List<FieldViolation> violations, string field, int value, int least, int most, int standard)
    {
        if (value != 0 && (value < least || value > most))
            violations.Add(new(field, $"is {value}; it must be {least} to {most:N0}, or 0 for {standard}"));
    }

    private static int Or(int value, int standard) => value == 0 ? standard : value;
}
