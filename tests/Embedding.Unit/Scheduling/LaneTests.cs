using Attune.Embedding.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class LaneTests
{
    private static readonly Arbitrary<Case> Cases =
        (from calls in Gen.Choose(1, 100).NonEmptyListOf().NonEmptyListOf()
         from tokens in Gen.Choose(1, 600)
         from rows in Gen.Choose(1, 20)
         from longTokens in Gen.Choose(2, 120)
         from padding in Gen.Choose(0, 60)
         select new Case([.. calls.Select(x => x.ToArray())], SchedulerTest.Plain with { BatchTokens = tokens, BatchRows = rows, LongTokens = longTokens, JoinPadding = padding })).ToArbitrary();

    [Fact]
    public void Every_row_is_in_exactly_one_batch() => Check(c =>
        c.Drain().SelectMany(x => x).Select(Identity).Order().SequenceEqual(c.AllRows().Order()));

    [Fact]
    public void A_batch_stays_within_its_budget_unless_it_is_a_single_row() => Check(c =>
        c.Drain().All(x => x.Length <= c.Limits.BatchRows && (x.Length == 1 || x.Length * x.Max(row => row.Length) <= c.Limits.BatchTokens)));

    [Fact]
    public void A_long_row_is_alone() => Check(c =>
        c.Drain().All(x => x.Length == 1 || x.All(row => row.Length < c.Limits.LongTokens)));

    [Fact]
    public void No_row_costs_more_padding_than_is_worth_while() => Check(c =>
        c.Drain().All(batch => Enumerable.Range(1, batch.Length - 1).All(n => Padding(batch[..(n + 1)]) - Padding(batch[..n]) <= c.Limits.JoinPadding)));

    [Fact]
    public void Every_batch_carries_the_oldest_call_on() => Check(c =>
    {
        var lane = c.CreateLane();
        while (lane.Oldest is { } oldest)
        {
            var batch = Form(lane);
            if (!batch.Rows.Exists(row => row.Call == oldest))
                return false;
        }

        return true;
    });

    [Fact]
    public void The_batches_of_a_lone_call_are_those_of_its_rows_sorted_by_length() => Check(c =>
    {
        var lone = c with { Calls = c.Calls[..1], Limits = c.Limits with { JoinPadding = int.MaxValue } };
        return lone.Drain().SelectMany(x => x).Select(x => x.Length).SequenceEqual(lone.Calls[0].OrderDescending());
    });

    [Fact]
    public void A_batch_that_is_put_back_leaves_no_trace() => Check(c =>
    {
        var lane = c.CreateLane();
        var (rows, tokens) = (lane.Rows, lane.Tokens);
        foreach (var expected in c.Drain())
        {
            var first = Form(lane);
            var second = Form(lane);
            lane.PutBack(second);
            lane.PutBack(first);
            if ((lane.Rows, lane.Tokens) != (rows, tokens))
                return false;
            var again = Form(lane);
            if (!again.Rows.Select(Identity).SequenceEqual(expected.Select(Identity)))
                return false;
            lane.Start(again);
            (rows, tokens) = (lane.Rows, lane.Tokens);
        }

        return lane.Oldest is null && rows == 0 && tokens == 0;
    });

    [Fact]
    public void A_removed_call_leaves_the_others_as_they_were() => Check(c =>
    {
        var lane = c.CreateLane();
        lane.Remove(lane.Oldest!);
        var others = c with { Calls = c.Calls[1..] };
        return lane.Rows == others.Calls.Sum(x => x.Length) && lane.Tokens == others.Calls.Sum(x => x.Sum())
            && Drain(lane).Select(x => x.Length).SequenceEqual(others.Drain().Select(x => x.Length));
    });

    [Fact]
    public void Rows_of_ended_calls_do_not_come_back() => Check(c =>
    {
        var lane = c.CreateLane();
        var ended = lane.Oldest!;
        var batch = Form(lane);
        ended.Decide(CallOutcome.Cancelled, error: null);
        lane.Remove(ended);
        lane.PutBack(batch);
        return ended.Taken == 0 && lane.Rows == c.Calls.Skip(1).Sum(x => x.Length) && Drain(lane).All(x => x.All(row => row.Call != ended));
    });

    private static void Check(Func<Case, bool> property) => Prop.ForAll(Cases, property).QuickCheckThrowOnFailure();

    private static FormedBatch Form(Lane lane)
    {
        var batch = new FormedBatch();
        lane.Fill(batch);
        return batch;
    }

    private static List<QueuedRow[]> Drain(Lane lane)
    {
        List<QueuedRow[]> batches = [];
        while (lane.Oldest is not null)
            batches.Add([.. Form(lane).Rows]);
        return batches;
    }

    private static (long Call, int Index) Identity(QueuedRow row) => (row.Call.Number, row.Index);

    private static int Padding(QueuedRow[] rows) => (rows.Length * rows.Max(x => x.Length)) - rows.Sum(x => x.Length);

    private sealed record Case(int[][] Calls, SchedulingLimits Limits)
    {
        public IEnumerable<(long Call, int Index)> AllRows() => Calls.SelectMany((call, number) => call.Select((_, index) => ((long)number, index)));

        public List<QueuedRow[]> Drain() => LaneTests.Drain(CreateLane());

        public Lane CreateLane()
        {
            var lane = new Lane(null!, CallPriority.Interactive, Limits);
            var pool = new RowPool();
            for (var i = 0; i < Calls.Length; i++)
            {
                using var work = new Work([.. Calls[i].Select(length => (i, length))]);
                lane.Add(new QueuedCall(lane, new ScheduledCall { Sequences = work.Sequences, Output = work.Output }, 0, CancellationToken.None) { Number = i }, pool);
            }

            return lane;
        }
    }
}
