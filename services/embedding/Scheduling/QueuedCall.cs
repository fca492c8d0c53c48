using System.Buffers;

namespace Attune.Embedding.Scheduling;

/// <summary>A call inside the scheduler. Guarded by the scheduler's lock.</summary>
internal sealed class QueuedCall : ILinked<QueuedCall>
{
    private readonly TaskCompletionSource<CallTiming> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Length, turned around, and index of each sequence, so that sorting puts the longest first. Until the rows are made.
    private long[] _order;
    private QueuedRow? _longest;
    private int _running;
    private long _runningSince, _ranTicks, _ended;
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;

    public QueuedCall(Lane lane, ScheduledCall work, long arrived, CancellationToken cancellationToken)
    {
        (Lane, Work, Arrived, Count, CancellationToken) = (lane, work, arrived, work.Sequences.Count, cancellationToken);
        _order = ArrayPool<long>.Shared.Rent(Count);
        for (var i = 0; i < Count; i++)
        {
            var length = Math.Max(work.Sequences.Length(i), 1);
            _order[i] = ((long)(int.MaxValue - length) << 32) | (uint)i;
            Tokens += length;
        }

        _order.AsSpan(0, Count).Sort();
    }

    public QueuedCall? Previous { get; set; }

    public QueuedCall? Next { get; set; }

    public Lane Lane { get; }

    public ScheduledCall Work { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Timestamp of the arrival.</summary>
    public long Arrived { get; }

    /// <summary>Position among all calls of the scheduler.</summary>
    public long Number { get; set; }

    public int Count { get; }

    public long Tokens { get; }


    /// <summary>All its rows, longest first; none before it is in the queue.</summary>
    public QueuedRow? Rows { get; private set; }

    /// <summary>Rows that wait in the queue.</summary>
    public int Waiting { get; set; }

    /// <summary>Rows in batches that have not been completed. While there are any, the batches use the caller's memory.</summary>
    public int Taken { get; set; }

    /// <summary>How it ends; null while that is open.</summary>
    public CallOutcome? Outcome { get; private set; }

    public Exception? Error { get; private set; }

    /// <summary>It has ended, and nothing uses the caller's memory any more.</summary>
    public bool IsOver { get; private set; }

    public Task<CallTiming> Completion => _completion.Task;

    public bool IsExpired(DateTime now) => Work.Deadline <= now;

    /// <summary>Makes its rows.</summary>
    public void MakeRows(RowPool pool)
    {
        QueuedRow? last = null;
        foreach (var entry in _order.AsSpan(0, Count))
        {
            var row = pool.Rent();
            (row.Call, row.Index, row.Length) = (this, (int)entry, int.MaxValue - (int)(entry >> 32));
            if (last is null)
                Rows = row;
            else
                last.NextInCall = row;
            last = row;
        }

        _longest = Rows;
        Waiting = Count;
        ReleaseOrder();
    }

    /// <summary>The longest row that waits. There must be one.</summary>
    public QueuedRow LongestWaiting()
    {
        while (!_longest!.IsWaiting)
            _longest = _longest.NextInCall;
        return _longest;
    }

    public void PutBack()
    {
        Waiting++;
        Taken--;
        _longest = Rows;
    }

    public void RowStarted(long now)
    {
        if (_running++ == 0)
            _runningSince = now;
    }

    public void RowEnded(long now)
    {
        Taken--;
        // Batches beside each other need not be completed in the order of their ends.
        _ended = Math.Max(_ended, now);
        if (--_running == 0)
            _ranTicks += _ended - _runningSince;
    }

    public void Decide(CallOutcome outcome, Exception? error) => (Outcome, Error) = (outcome, error);

    /// <summary>Keeps what watches the call until it is over.</summary>
    public void Attach(ITimer? timer, CancellationTokenRegistration cancellation)
    {
        (_timer, _cancellation) = (timer, cancellation);
        if (IsOver)
            Detach();
    }

    /// <summary>Lets go of everything.</summary>
    public void Close(RowPool pool)
    {
        IsOver = true;
        pool.Return(Rows);
        Rows = _longest = null;
        ReleaseOrder();
        Detach();
    }

    public void ReleaseOrder()
    {
        if (_order.Length > 0)
            ArrayPool<long>.Shared.Return(_order);
        _order = [];
    }

    public CallTiming Timing(TimeProvider time)
    {
        var inference = time.GetElapsedTime(0, _ranTicks);
        return new CallTiming(time.GetElapsedTime(Arrived, _ended) - inference, inference);
    }

    /// <summary>Tells the caller. Outside the lock.</summary>
    public void Announce(CallTiming timing)
    {
        if (Outcome == CallOutcome.Completed)
            _completion.SetResult(timing);
        else if (Outcome == CallOutcome.Cancelled)
            _completion.SetCanceled(CancellationToken);
        else
            _completion.SetException(Error!);
    }

    // Neither waits for a callback, which may be waiting for the lock.
    private void Detach()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
    }
}
