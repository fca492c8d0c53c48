using Attune.Hosting.Errors;

namespace Attune.Embedding.Scheduling;

/// <summary>Who gets into a queue, and when the others may try again. Guarded by the scheduler's lock.</summary>
internal sealed class Admission(LaneOrder order, SchedulingLimits limits)
{
    // Estimates fail, and a call that expires half-way is work for nothing. A shorter queue does no less.
    private const double Caution = 2;

    private static readonly TimeSpan SoonestRetry = TimeSpan.FromMilliseconds(50), LatestRetry = TimeSpan.FromMinutes(1);

    /// <summary>The work fits the bounds. Into an empty lane anything fits, or a call larger than the bounds could never run.</summary>
    public bool HasRoom(Lane lane, int rows, long tokens) => lane.Rows == 0 || Excess(lane, rows, tokens) <= 0;

    /// <summary>Why the work is not taken; null where it is.</summary>
    /// <param name="lane">Where it would wait.</param>
    /// <param name="rows">Sequences.</param>
    /// <param name="tokens">Their tokens, as far as they are known.</param>
    /// <param name="patience">Time left until the caller's deadline.</param>
    public OverloadedException? Refuse(Lane lane, int rows, long tokens, TimeSpan patience)
    {
        double perToken = lane.Queue.Rate.SecondsPerToken, queued = LaneOrder.Work(lane);
        if (lane.FirstOutside is not null || !HasRoom(lane, rows, tokens))
        {
            var drained = order.Expect(lane, Math.Max(Excess(lane, rows, tokens), 0) * perToken);
            return Overloaded(
                $"The {Name(lane)} queue of model '{lane.Queue.Model}' is full ({lane.Rows} sequences, {lane.Tokens} tokens)", perToken > 0
                    ? drained
                    : TimeSpan.FromSeconds(1));
        }

        // An idle device owes nobody an estimate: the deadline itself decides.
        if (lane.Rows == 0)
            return null;
        var start = order.Expect(lane, queued);
        if (start > limits.LongestWait)
            return Overloaded(
                $"The {Name(lane)} queue of model '{lane.Queue.Model}' takes {start.TotalSeconds:0.0} s to work off",
                start - limits.LongestWait);
        var end = order.Expect(lane, queued + (tokens * perToken)) * Caution;
        return end > patience
            ? Overloaded(
                $"Model '{lane.Queue.Model}' may take {end.TotalSeconds:0.00} s, and the call's deadline is in " +
                $"{patience.TotalSeconds:0.00} s", end - patience)
            : null;
    }

    /// <summary>Tokens that must leave before the work fits; not above 0 where it fits.</summary>
    private double Excess(Lane lane, int rows, long tokens)
    {
        var queue = lane.Queue;
        var share = lane.Priority == CallPriority.Backfill ? limits.BackfillShare : 1;
        var excessTokens = Math.Max(
            queue.Interactive.Tokens + queue.Backfill.Tokens + tokens - (double)limits.QueueTokens,
            lane.Tokens + tokens - (limits.QueueTokens * share));
        var excessRows = Math.Max(
            queue.Interactive.Rows + queue.Backfill.Rows + rows - (double)limits.QueueRows,
            lane.Rows + rows - (limits.QueueRows * share));
        return Math.Max(excessTokens, excessRows * queue.Rate.TokensPerRow);
    }

    private static OverloadedException Overloaded(string reason, TimeSpan after)
    {
        after = TimeSpan.FromTicks(Math.Clamp(after.Ticks, SoonestRetry.Ticks, LatestRetry.Ticks));
        return new OverloadedException($"{reason}. Try again in {after.TotalSeconds:0.00} s.", after);
    }

    private static string Name(Lane lane) => lane.Priority == CallPriority.Interactive ? "interactive" : "backfill";
}
