using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Scoring.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Scoring;

public sealed class StageOneTests
{
    [Fact]
    public void Equal_scores_come_in_order_of_rows() =>
        Assert.Equal([0, 2, 3, 1], Rows(Rank([Weighted(Table.Of([[1, 0.5f, 1, 1]]))], 4, 1, 10).Single()));

    [Fact]
    public void Excluded_tracks_do_not_take_a_place_and_are_not_counted()
    {
        var list = Rank([Weighted(Table.Of([[1, 0.8f, 0]]))], 3, 1, 1, [[0]]).Single();
        Assert.Equal([1], Rows(list));
        Assert.Equal(2, list.Pairs);
    }

    [Fact]
    public void A_signal_that_a_pair_lacks_is_neutral()
    {
        var list = Rank([new(Table.Of([[0.5f, 0.5f, 0.5f]]), 0.75f), new(Table.Of([[float.NaN, 1, 0]]), 0.25f)], 3, 1, 10).Single();
        Assert.Equal([(1, 0.625f), (0, 0.5f), (2, 0.375f)], list.Hits.Select(hit => (hit.Row, hit.Score)));
        Assert.True(float.IsNaN(list.Hits[1].Signals[1]));
    }

    [Fact]
    public void A_pair_without_any_signal_is_not_ranked()
    {
        var list = Rank([Weighted(Table.Of([[float.NaN, 0]]))], 2, 1, 10).Single();
        Assert.Equal([1], Rows(list));
        Assert.Equal(1, list.Pairs);
    }

    [Fact]
    public void The_best_are_those_that_sorting_everything_would_give() => ForAllCases(c =>
    {
        var expected = Enumerable.Range(0, c.Playlists).Select(playlist => Enumerable.Range(0, c.Tracks)
            .Where(track => !c.Excluded[playlist].Contains(track))
            .Select(track => (Row: track, Score: c.Score(playlist, track)))
            .Where(hit => !float.IsNaN(hit.Score))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Row).ToList());
        return c.Rank(parallelism: 1).Zip(expected).All(pair =>
            pair.First.Pairs == pair.Second.Count && pair.First.Hits.Select(hit => (hit.Row, hit.Score)).SequenceEqual(pair.Second.Take(c.Limit)));
    });

    [Fact]
    public void The_number_of_threads_does_not_show() =>
        ForAllCases(c => Flat(c.Rank(parallelism: 1)).SequenceEqual(Flat(c.Rank(parallelism: 8))));

    [Fact]
    public void Scores_stay_from_0_to_1_and_are_the_sum_of_weight_times_value() => ForAllCases(c => c.Rank(parallelism: 2).SelectMany(list => list.Hits).All(hit =>
    {
        var weights = Blend.WeightsUsed([.. c.Signals.Select(signal => (double)signal.Weight)], hit.Signals);
        var sum = weights.Zip(hit.Signals).Sum(pair => pair.First == 0 ? 0 : pair.First * pair.Second);
        return hit.Score is >= 0 and <= 1 && Math.Abs(sum - hit.Score) < 1e-6 && Math.Abs(weights.Sum() - 1) < 1e-9;
    }));

    [Fact]
    public void Another_signal_pulls_the_score_towards_its_value() => ForAllCases(c =>
    {
        var before = Enumerable.Range(0, c.Playlists).SelectMany(p => Enumerable.Range(0, c.Tracks).Select(t => (p, t))).ToDictionary(pair => pair, pair => c.Score(pair.p, pair.t));
        var further = Table.Random(new Random(c.Limit), c.Playlists, c.Tracks);
        var after = c with { Signals = [.. c.Signals, new(further, 0.4f)] };
        return before.Where(pair => !float.IsNaN(pair.Value) && !float.IsNaN(further[pair.Key.p, pair.Key.t])).All(pair =>
            Math.Sign(further[pair.Key.p, pair.Key.t] - pair.Value) * (after.Score(pair.Key.p, pair.Key.t) - pair.Value) >= -1e-6f);
    });

    [Fact]
    public void Turning_the_tracks_around_turns_the_result_around() => ForAllCases(c =>
    {
        var all = c with { Signals = [.. c.Signals.Where(signal => signal.Signal is Table)], Limit = c.Tracks, Excluded = [.. c.Excluded.Select(_ => Array.Empty<int>())] };
        var turned = all with { Signals = [.. all.Signals.Select(signal => signal with { Signal = ((Table)signal.Signal).Turned() })] };
        return all.Rank(1).Zip(turned.Rank(1)).All(pair =>
            pair.First.Hits.Select(hit => (hit.Row, hit.Score)).ToHashSet().SetEquals(pair.Second.Hits.Select(hit => (c.Tracks - 1 - hit.Row, hit.Score))));
    });

    [Fact]
    public async Task A_cancelled_ranking_stops()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var stage = new StageOne([Weighted(Table.Of([[1]]))], 1, 1, [[]], 1);
        Assert.ThrowsAny<OperationCanceledException>(() => stage.Rank(1, cancelled.Token));
    }

    private static void ForAllCases(Func<Case, bool> holds) => Prop.ForAll<int>(seed => holds(Case.Random(new Random(seed)))).QuickCheckThrowOnFailure();

    private static WeightedSignal Weighted(ISignal signal) => new(signal, 1);

    private static IEnumerable<int> Rows(Shortlist list) => list.Hits.Select(hit => hit.Row);

    private static IEnumerable<(int, float, string)> Flat(IReadOnlyList<Shortlist> lists) =>
        lists.SelectMany(list => list.Hits.Select(hit => (hit.Row, hit.Score, string.Join(' ', hit.Signals.Select(BitConverter.SingleToInt32Bits)))));

    private static IReadOnlyList<Shortlist> Rank(WeightedSignal[] signals, int tracks, int playlists, int limit, int[][]? excluded = null) =>
        new StageOne(signals, playlists, tracks, excluded ?? [.. Enumerable.Range(0, playlists).Select(_ => Array.Empty<int>())], limit).Rank(1, CancellationToken.None);

    private sealed record Case(WeightedSignal[] Signals, int Playlists, int Tracks, int[][] Excluded, int Limit)
    {
        // More than one tile both ways, and a real vector signal, whose sums are what could differ.
        public static Case Random(Random random)
        {
            var (playlists, tracks) = (random.Next(1, 100), random.Next(1, 300));
            WeightedSignal[] signals = [new(Table.Random(random, playlists, tracks), 0.3f), new(Table.Random(random, playlists, tracks), 0.2f)];
            if (random.Next(2) == 0) signals = [new(VectorSignalTests.Random(random, playlists, tracks, 12), 0.5f), .. signals];
            int[][] excluded = [.. Enumerable.Range(0, playlists).Select(_ => Enumerable.Range(0, tracks).Where(_ => random.Next(10) == 0).ToArray())];
            return new Case(signals, playlists, tracks, excluded, random.Next(0, 20));
        }

        public IReadOnlyList<Shortlist> Rank(int parallelism) => new StageOne(Signals, Playlists, Tracks, Excluded, Limit).Rank(parallelism, CancellationToken.None);

        /// <summary>One pair, by the definition.</summary>
        public float Score(int playlist, int track)
        {
            var (sum, weights, values) = (0f, 0f, new float[Tile.Size]);
            foreach (var (signal, weight) in Signals)
            {
                signal.Score(new Tile(playlist, 1, track, 1), values);
                if (!float.IsNaN(values[0])) (sum, weights) = (sum + (values[0] * weight), weights + weight);
            }
            return weights == 0 ? float.NaN : Math.Min(sum / weights, 1);
        }
    }
}
