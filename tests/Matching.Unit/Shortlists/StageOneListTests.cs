using Attune.Matching.Music.Shortlists;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Shortlists;

public sealed class StageOneListTests
{
    /// <summary>Scores of tracks t0, t1, … before and after a change; null for a track that is not there. Few different values, so that there are ties.</summary>
    private static readonly Arbitrary<(int? Before, int? After)[]> Changes =
        (from before in Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 5).Select(x => (int?)x))
         from after in Gen.OneOf(Gen.Constant(before), Gen.Constant(before), Gen.Constant((int?)null), Gen.Choose(0, 5).Select(x => (int?)x))
         select (before, after)).ArrayOf().ToArbitrary();

    [Fact]
    public void A_changed_list_begins_as_one_made_from_scratch() =>
        Prop.ForAll(Changes, Gen.Choose(0, 8).ToArbitrary(), (changes, depth) =>
        {
            var scratch = FromScratch(changes.Select(change => change.After), depth);
            var changed = Change(FromScratch(changes.Select(change => change.Before), depth), changes, depth);
            return changed.Candidates.SequenceEqual(scratch.Candidates.Take(changed.Candidates.Count), CandidateComparer.Instance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_list_that_says_it_reaches_that_far_does() =>
        Prop.ForAll(Changes, Gen.Choose(0, 8).ToArbitrary(), Gen.Choose(0, 8).ToArbitrary(), (changes, depth, needed) =>
        {
            var changed = Change(FromScratch(changes.Select(change => change.Before), depth), changes, depth);
            var all = FromScratch(changes.Select(change => change.After), int.MaxValue).Candidates;
            return !changed.Reaches(needed) || changed.Candidates.Take(needed).SequenceEqual(all.Take(needed), CandidateComparer.Instance) || depth < needed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_falls_behind_the_last_entry_is_left_out_because_others_may_rank_before_it()
    {
        var list = new StageOneList("pp", "cs", Complete: false, [Of("a", 5), Of("b", 4), Of("c", 3)]);
        var changed = list.Changed("cs2", new HashSet<string>(StringComparer.Ordinal) { "a" }, [Of("a", 1)], longest: 3);
        Assert.Equal(["b", "c"], changed.Candidates.Select(candidate => candidate.TrackId));
        Assert.False(changed.Reaches(3));
        Assert.True(changed.Reaches(2));
    }

    private static StageOneList FromScratch(IEnumerable<int?> scores, int depth)
    {
        var all = scores.Index().Where(track => track.Item is not null).Select(track => Of(Id(track.Index), track.Item!.Value)).ToList();
        all.Sort((a, b) => a.RanksBefore(b) ? -1 : b.RanksBefore(a) ? 1 : 0);
        return new StageOneList("pp", "cs", all.Count <= depth, [.. all.Take(depth)]);
    }

    private static StageOneList Change(StageOneList list, (int? Before, int? After)[] changes, int depth)
    {
        var changed = changes.Index().Where(change => change.Item.Before != change.Item.After).ToList();
        return list.Changed(
            "cs2",
            changed.Where(change => change.Item.Before is not null).Select(change => Id(change.Index)).ToHashSet(StringComparer.Ordinal),
            changed.Where(change => change.Item.After is not null).Select(change => Of(Id(change.Index), change.Item.After!.Value)),
            depth);
    }

    private static string Id(int number) => $"t{number:00}";

    private static Candidate Of(string id, float score) => new(id, score, []);

    private sealed class CandidateComparer : IEqualityComparer<Candidate>
    {
        public static CandidateComparer Instance { get; } = new();

        public bool Equals(Candidate? x, Candidate? y) => x!.TrackId == y!.TrackId && x.Score.Equals(y.Score);

        public int GetHashCode(Candidate obj) => StringComparer.Ordinal.GetHashCode(obj.TrackId);
    }
}
