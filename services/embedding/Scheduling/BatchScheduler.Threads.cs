namespace Attune.Embedding.Scheduling;

internal sealed partial class BatchScheduler
{
    private enum Step
    {
        Stop,
        Announce,
        Run,
        Complete,
        Prepare,
    }

    private const double ShortBatchSeconds = 0.001;

    private readonly Task[] _threads;
    private readonly ITimer _windowTimer;
    private readonly Stack<FormedBatch> _spare = new();
    private readonly Queue<FormedBatch> _ran = new();
    private FormedBatch? _next;
    private int _running;

    private Task[] StartThreads(int count)
    {
        var ends = new Task[count];
        for (var i = 0; i < count; i++)
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ends[i] = end.Task;
            // Threads of their own: a batch would keep one of the pool's busy for its whole length.
            new Thread(() => Work(end)) { IsBackground = true, Name = $"device {i}" }.UnsafeStart();
        }

        return ends;
    }

    private void Work(TaskCompletionSource end)
    {
        while (true)
        {
            var step = Next(out var batch);
            switch (step)
            {
                case Step.Announce:
                    Announce();
                    break;
                case Step.Run:
                    Run(batch!);
                    break;
                case Step.Complete:
                    Complete(batch!);
                    break;
                case Step.Prepare:
                    Prepare(batch!);
                    break;
                default:
                    end.SetResult();
                    return;
            }
        }
    }

    /// <summary>Waits for something to do.</summary>
    private Step Next(out FormedBatch? batch)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_next is { IsPrepared: true } prepared)
                {
                    if (!(_ran.Count > 0 && IsShort(prepared)) && CanStart(prepared))
                        return Start(batch = prepared);
                    if (prepared.IsOutdated || _order.IsOutranked(prepared))
                        TakeApart(prepared);
                }

                batch = null;
                if (_over.Count > 0)
                    return Step.Announce;
                if (_ran.TryDequeue(out batch))
                    return Step.Complete;
                if (_next is null && _order.Choose(out var isBackfillTurn) is { } lane)
                {
                    batch = _next = _spare.TryPop(out var spare) ? spare : new FormedBatch();
                    (batch.Lane, batch.IsBackfillTurn) = (lane, isBackfillTurn);
                    lane.Fill(batch);
                    return Step.Prepare;
                }

                if (_stopping && _next is null)
                {
                    Monitor.PulseAll(_gate);
                    return Step.Stop;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>A batch that is over before another thread would have woken up and done something; its own thread does the rest.</summary>
    private static bool IsShort(FormedBatch batch) => batch.Tokens * batch.Lane.Queue.Rate.SecondsPerToken is > 0 and < ShortBatchSeconds;

    private void Prepare(FormedBatch batch)
    {
        Guarded(batch, static x => x.Pack());
        lock (_gate)
            batch.IsPrepared = true;
    }

    private Step Start(FormedBatch batch)
    {
        _next = null;
        _running++;
        batch.Started = _time.GetTimestamp();
        batch.Lane.Start(batch);
        _order.Start(batch);
        foreach (var row in batch.Rows)
            row.Call.RowStarted(batch.Started);
        AdmitOutside(batch.Lane.Queue);
        // This thread is away for the length of a batch; another one goes on with the rest.
        if ((_ran.Count > 0 || _order.HasWork) && !IsShort(batch))
            Monitor.Pulse(_gate);
        return Step.Run;
    }

    private void Run(FormedBatch batch)
    {
        // Rows may have joined since it was prepared.
        Guarded(batch, static x => x.Pack());
        Guarded(batch, static x => x.Lane.Queue.Runner.Run(x.Packed));
        batch.Ended = _time.GetTimestamp();
        lock (_gate)
        {
            _running--;
            _order.End(batch);
            _ran.Enqueue(batch);
            if (batch.Error is { } error)
                Fail(batch, error);
        }
    }

    /// <summary>Ends the calls of a batch that failed, and nobody else's, before another batch with rows of theirs starts.</summary>
    private void Fail(FormedBatch batch, Exception error)
    {
        foreach (var row in batch.Rows)
            Decide(row.Call, CallOutcome.Failed, error);
    }

    /// <summary>Hands out what a batch made.</summary>
    private void Complete(FormedBatch batch)
    {
        Guarded(batch, static x => x.Scatter());
        var duration = _time.GetElapsedTime(batch.Started, batch.Ended);
        if (batch.Error is null)
            _metrics.Ran(batch, duration);
        lock (_gate)
        {
            if (batch.Error is null)
                batch.Lane.Queue.Rate.Add(duration, batch.Tokens, batch.Rows.Count);
            foreach (var row in batch.Rows)
            {
                var call = row.Call;
                call.RowEnded(batch.Ended);
                if (call.Taken == 0 && call.Waiting == 0)
                    Decide(call, CallOutcome.Completed, error: null);
                if (call.Outcome is not null)
                    CloseIfOver(call);
            }

            batch.Clear();
            _spare.Push(batch);
        }

        Announce();
    }

    /// <summary>
    /// Whether the device has time for the batch, which takes in what has arrived since it was formed, and nothing is wrong with it.
    /// </summary>
    private bool CanStart(FormedBatch batch)
    {
        if (_running == _limits.ConcurrentBatches || batch.IsOutdated || _order.IsOutranked(batch))
            return false;
        batch.Lane.Fill(batch);
        ExpireOverdue(batch);
        return !batch.IsOutdated && !ShouldWait(batch);
    }

    /// <summary>There is room left, and the time to wait for others is not over.</summary>
    private bool ShouldWait(FormedBatch batch)
    {
        if (_limits.Window == TimeSpan.Zero || batch.Lane.Oldest is not null || batch.Lane.IsFull(batch))
            return false;
        var left = _limits.Window - _time.GetElapsedTime(batch.Rows[0].Call.Arrived);
        if (left <= TimeSpan.Zero)
            return false;
        _windowTimer.Change(left, Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>Ends the calls of a batch whose deadline has passed, timers being late at times.</summary>
    private void ExpireOverdue(FormedBatch batch)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var row in batch.Rows)
        {
            if (row.Call.IsExpired(now))
                Decide(row.Call, CallOutcome.Expired, Expired());
        }
    }

    /// <summary>Puts the rows of a prepared batch back, so that a better one can be formed.</summary>
    private void TakeApart(FormedBatch batch)
    {
        _next = null;
        batch.Lane.PutBack(batch);
        foreach (var row in batch.Rows)
        {
            if (row.Call is { Outcome: not null } ended)
                CloseIfOver(ended);
        }

        AdmitOutside(batch.Lane.Queue);
        batch.Clear();
        _spare.Push(batch);
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.Pulse(_gate);
    }

    private static void Guarded(FormedBatch batch, Action<FormedBatch> action)
    {
        if (batch.Error is not null)
            return;
        try
        {
            action(batch);
        }
        catch (Exception e)
        {
            batch.Error = e;
        }
    }
}
