using Attune.Evaluation.Metrics;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Unit.Evaluation;

public sealed class ScorerTests
{
    private static readonly EvaluationSpec Spec = EvaluationSpec.Default with { Folds = 5, Negatives = 30 };

    private static readonly CatalogListing Large = new(
        [.. Enumerable.Range(0, 300).Select(i => $"t{i:000}")], [.. Enumerable.Range(0, 200).Select(i => new ListedPlaylist($"p{i:000}", [.. Enumerable.Range(0, 10).Select(j => $"t{((i * 13) + (j * 29)) % 300:000}")]))], "ec");

    [Fact]
    public async Task The_oracle_gets_a_full_mark()
    {
        var task = EvaluationTask.Of(Spec, Large);
        var (metrics, playlists) = await EvaluateAsync(new OracleScorer(task), task);
        Assert.All(metrics, metric => Assert.Equal(1, metric.Value, 12));
        Assert.All(playlists.SelectMany(playlist => playlist.Values), value => Assert.Equal(1, value, 12));
    }

    [Fact]
    public async Task A_random_order_gets_what_the_formulas_say() => await AssertChanceAsync(new RandomScorer(3), EvaluationTask.Of(Spec, Large));

    [Fact]
    public async Task Even_an_oracle_is_at_chance_when_its_scores_are_shuffled()
    {
        var task = EvaluationTask.Of(Spec, Large);
        await AssertChanceAsync(new ShuffledScorer(new OracleScorer(task), seed: 3), task);
    }

    [Fact]
    public async Task Popularity_counts_other_playlists_only()
    {
        var catalog = new CatalogListing(["a", "b", "c", "d", "e"], [new("p", ["a", "b", "c", "d"]), new("q", ["d", "e"]), new("r", ["e"])], "ec");
        var ranking = (await new PopularityScorer(catalog).RankAsync([new("p", 0, ["b", "c"], ["a", "d", "e"])], default)).Single();
        // Were the membership in p counted, a would have 1 and d 2.
        Assert.Equal([new("e", 2), new("d", 1), new("a", 0)], ranking);
    }

    [Fact]
    public async Task Tf_idf_is_what_it_is_by_hand()
    {
        var ranking = await RankAsync(texts => new TfIdfScorer(texts));
        // N = 4. df: jazz 2, calm 1, loud 2, rock 2, night 0. The query is "jazz night" and the visible "jazz calm": jazz 2, calm 1.
        var (ln2, ln4) = (Math.Log(2), Math.Log(4));
        var jazz = (1 + Math.Log(2)) * ln2;
        var query = Math.Sqrt((jazz * jazz) + (ln4 * ln4));
        // "jazz loud": both ln 2. "rock loud rock": rock counts twice.
        Assert.Equal(jazz * ln2 / (query * Math.Sqrt(2 * ln2 * ln2)), ranking["jazzy"], 12);
        Assert.Equal(0, ranking["rocky"]);
        Assert.Equal(0, ranking["other"]);
    }

    [Fact]
    public async Task Bm25_is_what_it_is_by_hand()
    {
        var ranking = await RankAsync(texts => new Bm25Scorer(texts));
        // Lengths 2, 2, 3, 1: mean 2. "jazz loud" has the mean length, so its norm is k₁; jazz is in two of four and twice in the query.
        Assert.Equal(Math.Log(1 + (2.5 / 2.5)) * (1 * 2.2 / (1 + 1.2)) * (2 * 9 / (2 + 8.0)), ranking["jazzy"], 12);
        Assert.Equal(0, ranking["rocky"]);
    }

    [Fact]
    public void Candidates_without_a_score_come_last_and_strangers_are_refused()
    {
        var one = new EvaluationCase(new("p", 0, ["x"], ["a", "b", "c", "d"]), new HashSet<string> { "a", "d" });
        Assert.Equal([true, false, true, false], CaseScoring.Relevance(one, [new("d", 0.9), new("b", 0.1)]));
        Assert.Throws<InvalidOperationException>(() => CaseScoring.Relevance(one, [new("x", 1)]));
        Assert.Throws<InvalidOperationException>(() => CaseScoring.Relevance(one, [new("a", 1), new("a", 1)]));
    }

    [Fact]
    public void Equal_scores_go_by_id() =>
        Assert.Equal(["c", "a", "b", "d"], RankedTrack.Rank(["d", "b", "c", "a"], id => id == "c" ? 1 : 0).Select(track => track.Id));

    private static async Task<Dictionary<string, double>> RankAsync(Func<TextCollection, IScorer> make)
    {
        var texts = new TextCollection(
            [new("member", "jazz calm"), new("jazzy", "jazz loud"), new("rocky", "rock loud rock"), new("other", "rock")], [new("p", "Jazz night")]);
        var question = new ScoringQuestion("p", 0, ["member"], ["jazzy", "other", "rocky"]);
        return (await make(texts).RankAsync([question], default)).Single().ToDictionary(track => track.Id, track => track.Score, StringComparer.Ordinal);
    }

    private static async Task AssertChanceAsync(IScorer scorer, EvaluationTask task)
    {
        var (metrics, playlists) = await EvaluateAsync(scorer, task);
        foreach (var (metric, i) in metrics.Select((metric, i) => (metric, i)))
        {
            var deviation = Math.Sqrt(playlists.Average(playlist => Math.Pow(playlist.Values[i] - metric.Value, 2)) / playlists.Count);
            Assert.InRange(metric.Value, metric.Chance - (4 * deviation), metric.Chance + (4 * deviation));
        }
        Assert.Equal(10 / 33.0, metrics.Single(metric => metric.Name == "recall@10").Chance, 12);
        Assert.Equal(ChanceMetrics.Ndcg(33, 3, 10), metrics.Single(metric => metric.Name == "ndcg@10").Chance, 12);
    }

    private static async Task<(IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<PlaylistFigures> Playlists)> EvaluateAsync(IScorer scorer, EvaluationTask task)
    {
        var rankings = await scorer.RankAsync([.. task.Cases.Select(one => one.Question)], default);
        return CaseScoring.Summarise(task, Spec, [.. task.Cases.Zip(rankings, CaseScoring.Relevance)]);
    }
}
