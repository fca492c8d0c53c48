using Attune.Hosting.Errors;
using Attune.Matching.Music.Evaluation.Tasks;
using FsCheck;
using FsCheck.Fluent;
using V1 = Attune.Contracts.Matching.V1;

namespace Attune.Matching.Unit.Evaluation;

public sealed class EvaluationTaskTests
{
    private static readonly EvaluationSpec Spec = EvaluationSpec.Default with { Negatives = 20 };

    [Fact]
    public void The_task_does_not_depend_on_the_order_of_rows() => Prop.ForAll<int>(seed =>
    {
        var (random, catalog) = (new Random(seed), Catalog());
        var tracks = catalog.TrackIds.ToArray();
        var playlists = catalog.Playlists.ToArray();
        random.Shuffle(tracks);
        random.Shuffle(playlists);
        return Flat(EvaluationTask.Of(Spec, catalog)) == Flat(EvaluationTask.Of(Spec, new CatalogListing(tracks, playlists, "ec")));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Held_out_visible_and_negatives_share_nothing_and_are_as_many_as_asked_for()
    {
        foreach (var one in EvaluationTask.Of(Spec, Catalog()).Cases)
        {
            var members = Catalog().Playlists.Single(playlist => playlist.Id == one.Question.PlaylistId).MemberIds;
            Assert.Equal(members.Order(StringComparer.Ordinal), one.HeldOut.Concat(one.Question.VisibleIds).Order(StringComparer.Ordinal));
            Assert.Equal(EvaluationTask.HeldOutOf(members.Length, 0.3), one.HeldOut.Count);
            Assert.Equal(members.Where(id => !one.HeldOut.Contains(id)), one.Question.VisibleIds);
            Assert.Equal(one.Question.CandidateIds.Order(StringComparer.Ordinal), one.Question.CandidateIds);
            Assert.Equal(20 + one.HeldOut.Count, one.Question.CandidateIds.Length);
            Assert.Equal(one.HeldOut.Order(StringComparer.Ordinal), one.Question.CandidateIds.Intersect(members).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Seeds_folds_and_playlists_split_differently()
    {
        string Negatives(EvaluationTask task, int index) => string.Join(',', task.Cases[index].Question.CandidateIds.Except(task.Cases[index].HeldOut));
        var task = EvaluationTask.Of(Spec, Catalog());
        Assert.NotEqual(Negatives(task, 0), Negatives(task, 1));
        Assert.NotEqual(Negatives(task, 0), Negatives(EvaluationTask.Of(Spec with { Seed = 2 }, Catalog()), 0));
        Assert.True(task.Cases.GroupBy(one => one.Question.PlaylistId).Count(folds => folds.Select(one => string.Join(',', one.HeldOut.Order(StringComparer.Ordinal))).Distinct().Count() > 1) >= 4);
    }

    [Fact]
    public void Every_track_is_a_negative_about_as_often()
    {
        var catalog = new CatalogListing([.. Enumerable.Range(0, 50).Select(i => $"t{i}")], [.. Enumerable.Range(0, 400).Select(i => new ListedPlaylist($"p{i}", ["t0", "t1", "t2", "t3"]))], "ec");
        var counts = EvaluationTask.Of(Spec with { Folds = 5, Negatives = 23 }, catalog).Cases.SelectMany(one => one.Question.CandidateIds.Except(one.HeldOut)).CountBy(id => id).ToDictionary();
        // 2,000 cases draw 23 of 46: a count of 1,000 with a standard deviation of 22.
        Assert.Equal(46, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 890, 1_110));
    }

    [Fact]
    public void Playlists_with_too_few_members_or_all_tracks_are_left_out_and_counted()
    {
        string[] tracks = ["a", "b", "c", "d", "e"];
        var catalog = new CatalogListing(tracks, [new("small", ["a", "b", "c"]), new("good", ["a", "b", "c", "d"]), new("everything", tracks)], "ec");
        var task = EvaluationTask.Of(EvaluationSpec.Default, catalog);
        Assert.Equal(["good"], task.Members.Keys);
        Assert.Equal(2, task.LeftOut);
        Assert.All(task.Cases, one => Assert.Contains("e", one.Question.CandidateIds));
    }

    [Theory]
    [InlineData(4, 0.3, 1)]
    [InlineData(5, 0.3, 2)]
    [InlineData(10, 0.3, 3)]
    [InlineData(3, 0.9, 1)]
    [InlineData(10, 0.9, 8)]
    [InlineData(10, 0.01, 1)]
    public void At_least_one_is_held_out_and_two_stay(int members, double share, int expected) => Assert.Equal(expected, EvaluationTask.HeldOutOf(members, share));

    [Fact]
    public void The_task_of_the_default_specification_is_frozen()
    {
        // A change of these changes what every stored run was measured on: it needs new version constants.
        Assert.Equal("es_v1_6b8634b8e160a64158aafd3b4f03e78e2218f290816c447d0caae857de0e768b", EvaluationSpec.Default.Hash);
        var one = EvaluationTask.Of(EvaluationSpec.Default with { Negatives = 3 }, Catalog()).Cases[0];
        Assert.Equal("p0: t030,t041 of t006,t023,t030,t037,t041", $"{one.Question.PlaylistId}: {string.Join(',', one.HeldOut.Order(StringComparer.Ordinal))} of {string.Join(',', one.Question.CandidateIds)}");
    }

    [Fact]
    public void A_specification_comes_back_the_same_and_each_of_its_fields_counts()
    {
        var spec = EvaluationSpec.Default;
        Assert.Equal(spec.Hash, EvaluationSpec.FromJson(spec.ToJson().ToJsonString()).Hash);
        EvaluationSpec[] others = [spec, spec with { Seed = 2 }, spec with { Folds = 2 }, spec with { HoldOut = 0.5 }, spec with { Negatives = 5 }, spec with { MinMembers = 5 }, spec with { Cutoffs = [10] }];
        Assert.Equal(others.Length, others.Select(other => other.Hash).Distinct().Count());
    }

    [Fact]
    public void Every_violation_of_a_specification_is_named_at_once()
    {
        var violations = new List<FieldViolation>();
        EvaluationSpecRules.Check(violations, new V1.EvaluationSpec { Seed = -1, Folds = 21, HoldOut = double.NaN, Negatives = -1, MinMembers = 2, Cutoffs = { 5, 0 } });
        Assert.Equal(["spec.seed", "spec.folds", "spec.hold_out", "spec.negatives", "spec.min_members", "spec.cutoffs"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void What_a_specification_leaves_open_is_the_default()
    {
        var violations = new List<FieldViolation>();
        Assert.Equal(EvaluationSpec.Default.Hash, EvaluationSpecRules.Check(violations, new V1.EvaluationSpec()).Hash);
        Assert.Equal(0, EvaluationSpecRules.Check(violations, new V1.EvaluationSpec { Seed = 0 }).Seed);
        Assert.Equal([3, 7], EvaluationSpecRules.Check(violations, new V1.EvaluationSpec { Cutoffs = { 7, 3 } }).Cutoffs);
        Assert.Empty(violations);
    }

    [Fact]
    public void A_task_that_is_too_large_is_refused()
    {
        var catalog = new CatalogListing([.. Enumerable.Range(0, 50_000).Select(i => $"t{i}")], [.. Enumerable.Range(0, 100).Select(i => new ListedPlaylist($"p{i}", ["t0", "t1", "t2", "t3"]))], "ec");
        EvaluationSpecRules.CheckSize(Spec, catalog);
        var error = Assert.Throws<InvalidRequestException>(() => EvaluationSpecRules.CheckSize(Spec with { Folds = 20, Negatives = 50_000 }, catalog));
        Assert.Equal("spec.negatives", error.Violations.Single().Field);
    }

    internal static CatalogListing Catalog() => new(
        [.. Enumerable.Range(0, 60).Select(i => $"t{i:000}")],
        [.. Enumerable.Range(0, 6).Select(i => new ListedPlaylist($"p{i}", [.. Enumerable.Range(0, 6 + i).Select(j => $"t{((i * 7) + (j * 11) + 8) % 60:000}")]))],
        "ec_v1_test");

    private static string Flat(EvaluationTask task) => string.Join('\n', task.Cases.Select(one =>
        $"{one.Question.PlaylistId}/{one.Question.Fold}: {string.Join(',', one.HeldOut.Order(StringComparer.Ordinal))} | {string.Join(',', one.Question.VisibleIds)} | {string.Join(',', one.Question.CandidateIds)}"));
}
