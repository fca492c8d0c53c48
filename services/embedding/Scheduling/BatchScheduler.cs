using Attune.Hosting.Errors;

namespace Attune.Embedding.Scheduling;

/// <summary>
/// The queues of all models of one device. Its threads, one more than batches may run at a time, each take whatever is to be done
/// next: run a prepared batch, give out the results of one that ran, prepare another. So a batch is ready when the device is.
/// What is still queued when it is disposed ends with UNAVAILABLE; the batches that run come to their end.
/// </summary>
internal sealed partial class BatchScheduler : IAsyncDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    // Not a Lock: the threads wait on it.
    private readonly object _gate = new();
    private readonly SchedulingLimits _limits;
    private readonly SchedulingMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly LaneOrder _order;
    private readonly Admission _admission;
    private readonly RowPool _pool = new();
    private readonly List<ModelQueue> _queues = [];
    private readonly Queue<QueuedCall> _over = new();
    private readonly TimerCallback _expire;
    private readonly Action<object?> _cancel;
    private long _calls;
    private bool _stopping;

    public BatchScheduler(SchedulingLimits limits, SchedulingMetrics metrics, TimeProvider time)
    {
        (_limits, _metrics, _time) = (limits, metrics, time);
        _order = new LaneOrder(limits, time);
        _admission = new Admission(_order, limits);
        _expire = call => End((QueuedCall)call!, CallOutcome.Expired, Expired());
        _cancel = call => End((QueuedCall)call!, CallOutcome.Cancelled, error: null);
        _windowTimer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _threads = StartThreads(limits.ConcurrentBatches + 1);
        metrics.Observe(Depths);
    }

    /// <summary>Rows in use; 0 when every call is over.</summary>
    public int RentedRows
    {
        get
        {
            lock (_gate)
                return _pool.Rented;
        }
    }

    /// <summary>Adds a model.</summary>
    /// <param name="runner">The model.</param>
    /// <param name="limits">How its batches are formed, where that is not as on the device in general.</param>
    /// <param name="secondsPerToken">How fast it is, where that has been measured.</param>
    public ModelQueue Add(IBatchRunner runner, SchedulingLimits? limits = null, double secondsPerToken = 0)
    {
        var queue = new ModelQueue(this, runner, limits ?? _limits, secondsPerToken);
        lock (_gate)
        {
            _queues.Add(queue);
            _order.Add(queue);
        }

        return queue;
    }

    public void ThrowIfOverloaded(Lane lane, int sequences, DateTime deadline)
    {
        OverloadedException? refusal;
        lock (_gate)
            refusal = _admission.Refuse(lane, sequences, (long)(sequences * lane.Queue.Rate.TokensPerRow), Patience(deadline));
        if (refusal is not null)
            throw Rejected(lane, refusal);
    }

    public Task<CallTiming> Enqueue(Lane lane, ScheduledCall call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _metrics.Ended(lane, CallOutcome.Cancelled);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // The clock starts and the sequences are sorted before the lock is taken.
        var queued = new QueuedCall(lane, call, _time.GetTimestamp(), cancellationToken);
        if (TryEnqueue(queued) is { } refusal)
        {
            queued.ReleaseOrder();
            throw Rejected(lane, refusal);
        }

        Watch(queued);
        return queued.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var lane in _queues.SelectMany(x => new[] { x.Interactive, x.Backfill }))
            {
                while ((lane.Oldest ?? lane.FirstOutside) is { } call)
                    Decide(call, CallOutcome.Failed, Stopping());
            }

            // Of a prepared batch too.
            foreach (var row in _next?.Rows ?? [])
                Decide(row.Call, CallOutcome.Failed, Stopping());
            Monitor.PulseAll(_gate);
        }

        Announce();
        await Task.WhenAll(_threads);
        await _windowTimer.DisposeAsync();
    }

    private Exception? TryEnqueue(QueuedCall call)
    {
        var patience = Patience(call.Work.Deadline);
        lock (_gate)
        {
            if (_stopping)
                return Stopping();
            if (patience <= TimeSpan.Zero)
                return Expired();
            call.Number = _calls++;
            if (_admission.Refuse(call.Lane, call.Count, call.Tokens, patience) is not { } refusal)
                Admit(call);
            else if (call.Work.WaitForRoom)
                call.Lane.AddOutside(call);
            else
                return refusal;
            return null;
        }
    }

    private void Watch(QueuedCall call)
    {
        var patience = Patience(call.Work.Deadline);
        var timer = patience < LongestTimer
            ? _time.CreateTimer(_expire, call, patience > TimeSpan.Zero ? patience : TimeSpan.Zero, Timeout.InfiniteTimeSpan)
            : null;
        var cancellation = call.CancellationToken.UnsafeRegister(_cancel, call);
        lock (_gate)
            call.Attach(timer, cancellation);
    }

    private void Admit(QueuedCall call)
    {
        if (call.Lane.Oldest is null)
            _order.Activate(call.Lane);
        call.Lane.Add(call, _pool);
        // A thread that waits has something to do unless a batch is prepared already and this call changes nothing about it.
        if (_next is null || _running < _limits.ConcurrentBatches || _order.IsOutranked(_next))
            Monitor.Pulse(_gate);
    }

    /// <summary>There may be room again.</summary>
    private void AdmitOutside(ModelQueue queue)
    {
        AdmitOutside(queue.Interactive);
        AdmitOutside(queue.Backfill);
    }

    private void AdmitOutside(Lane lane)
    {
        while (lane.FirstOutside is { } call && _admission.HasRoom(lane, call.Count, call.Tokens))
        {
            lane.RemoveOutside(call);
            Admit(call);
        }
    }

    /// <summary>Ends a call from outside.</summary>
    private void End(QueuedCall call, CallOutcome outcome, Exception? error)
    {
        lock (_gate)
        {
            Decide(call, outcome, error);
            Monitor.Pulse(_gate);
        }

        Announce();
    }

    /// <summary>
    /// Decides how a call ends, where that is still open, and takes it out of the queue. It is over when no batch uses it.
    /// </summary>
    private void Decide(QueuedCall call, CallOutcome outcome, Exception? error)
    {
        if (call.Outcome is not null)
            return;
        call.Decide(outcome, error);
        if (call.Rows is null)
            call.Lane.RemoveOutside(call);
        else
            call.Lane.Remove(call);
        if (_next is not null && call.Taken > 0)
            _next.IsOutdated = true;
        CloseIfOver(call);
        AdmitOutside(call.Lane.Queue);
    }

    private void CloseIfOver(QueuedCall call)
    {
        if (call.Taken > 0 || call.IsOver)
            return;
        call.Close(_pool);
        _over.Enqueue(call);
    }

    /// <summary>Tells the callers whose calls are over. Outside the lock.</summary>
    private void Announce()
    {
        while (true)
        {
            QueuedCall? call;
            lock (_gate)
            {
                if (!_over.TryDequeue(out call))
                    return;
            }

            var timing = call.Timing(_time);
            _metrics.Ended(call.Lane, call.Outcome!.Value);
            if (call.Outcome == CallOutcome.Completed)
                _metrics.Waited(call.Lane, timing.Queue);
            call.Announce(timing);
        }
    }

    private TimeSpan Patience(DateTime deadline) =>
        deadline == DateTime.MaxValue ? TimeSpan.MaxValue : deadline - _time.GetUtcNow().UtcDateTime;

    private Exception Rejected(Lane lane, Exception refusal)
    {
        _metrics.Ended(lane, refusal switch
        {
            OverloadedException => CallOutcome.Rejected,
            DeadlineExceededException => CallOutcome.Expired,
            _ => CallOutcome.Failed,
        });
        return refusal;
    }

    private (Lane Lane, int Rows, long Tokens)[] Depths()
    {
        lock (_gate)
            return [.. _queues.SelectMany(x => new[] { x.Interactive, x.Backfill }).Select(x => (x, x.Rows, x.Tokens))];
    }

    private static DeadlineExceededException Expired() => new("The deadline passed while the call waited for the device.");

    private static DependencyUnavailableException Stopping() => new("The embedding service is stopping. Call again.");
}
