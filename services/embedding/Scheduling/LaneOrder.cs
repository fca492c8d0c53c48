namespace Attune.Embedding.Scheduling;

/// <summary>
/// Which lane comes next: interactive before backfill, but while both wait, one batch of so many is one of backfill that has
/// waited long enough. Guarded by the scheduler's lock.
/// </summary>
internal sealed class LaneOrder(SchedulingLimits limits, TimeProvider time)
{
    private readonly FairShare _interactive = new(), _backfill = new();
    private int _interactiveInARow;
    private double _running;

    public bool HasWork => _interactive.Choose() is not null || _backfill.Choose() is not null;

    public void Add(ModelQueue queue)
    {
        _interactive.Add(queue.Interactive);
        _backfill.Add(queue.Backfill);
    }

    public void Activate(Lane lane) => Share(lane).Activate(lane);

    /// <summary>The lane of the next batch; null where there is no work.</summary>
    public Lane? Choose(out bool isBackfillTurn)
    {
        isBackfillTurn = IsBackfillTurn();
        return (isBackfillTurn ? null : _interactive.Choose()) ?? _backfill.Choose();
    }

    /// <summary>The batch would keep more urgent work waiting.</summary>
    public bool IsOutranked(FormedBatch batch) =>
        batch.Lane.Priority == CallPriority.Backfill && !batch.IsBackfillTurn && _interactive.Choose() is not null;

    public void Start(FormedBatch batch)
    {
        _interactiveInARow = batch.Lane.Priority == CallPriority.Interactive ? _interactiveInARow + 1 : 0;
        batch.Expected = batch.Tokens * batch.Lane.Queue.Rate.SecondsPerToken;
        _running += batch.Expected;
        Share(batch.Lane).Charge(batch.Lane, batch.Expected);
    }

    public void End(FormedBatch batch) => _running -= batch.Expected;

    /// <summary>When <paramref name="work"/> (seconds of device time) of a lane will be done, if nothing else arrives.</summary>
    public TimeSpan Expect(Lane lane, double work)
    {
        var seconds = _running + work;
        foreach (var other in Share(lane).Lanes)
        {
            // The others get as much of the device as this lane until they have nothing left.
            if (other != lane)
                seconds += Math.Min(Work(other), work);
        }

        foreach (var other in _interactive.Lanes)
            seconds += lane.Priority == CallPriority.Backfill ? Work(other) : 0;
        return TimeSpan.FromSeconds(Math.Min(seconds / limits.ConcurrentBatches, TimeSpan.FromDays(1).TotalSeconds));
    }

    /// <summary>Seconds of device time that a lane waits for.</summary>
    public static double Work(Lane lane) => lane.Tokens * lane.Queue.Rate.SecondsPerToken;

    private bool IsBackfillTurn()
    {
        if (_interactiveInARow < limits.BackfillEvery - 1)
            return false;
        foreach (var lane in _backfill.Lanes)
        {
            if (lane.Oldest is { } oldest && time.GetElapsedTime(oldest.Arrived) >= limits.BackfillAge)
                return true;
        }

        return false;
    }

    private FairShare Share(Lane lane) => lane.Priority == CallPriority.Interactive ? _interactive : _backfill;
}
