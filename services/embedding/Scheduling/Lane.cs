namespace Attune.Embedding.Scheduling;

/// <summary>
/// The calls of one priority that wait for one model, oldest first, with their rows by length. Guarded by the scheduler's lock.
/// </summary>
internal sealed class Lane(ModelQueue queue, CallPriority priority, SchedulingLimits limits)
{
    private readonly LengthBuckets _buckets = new();
    private LinkedFifo<QueuedCall> _calls, _waitingForRoom;

    public ModelQueue Queue => queue;

    public CallPriority Priority => priority;

    /// <summary>Rows that have not started, those of a prepared batch included.</summary>
    public int Rows { get; private set; }

    /// <summary>Their tokens.</summary>
    public long Tokens { get; private set; }

    /// <summary>Device time that the lane was given, in seconds, as <see cref="FairShare"/> counts it.</summary>
    public double Used { get; set; }

    /// <summary>The oldest call with rows that are in no batch yet.</summary>
    public QueuedCall? Oldest => _calls.First;

    /// <summary>The first call that waits to get into the queue.</summary>
    public QueuedCall? FirstOutside => _waitingForRoom.First;

    public void AddOutside(QueuedCall call) => _waitingForRoom.AddLast(call);

    /// <summary>Takes a call into the queue.</summary>
    public void Add(QueuedCall call, RowPool pool)
    {
        call.MakeRows(pool);
        for (var row = call.Rows; row is not null; row = row.NextInCall)
            _buckets.Add(row);
        _calls.AddLast(call);
        Rows += call.Count;
        Tokens += call.Tokens;
    }

    public void RemoveOutside(QueuedCall call) => _waitingForRoom.Remove(call);

    /// <summary>Takes the waiting rows of a call out of the queue.</summary>
    public void Remove(QueuedCall call)
    {
        if (call.Waiting == 0)
            return;
        for (var row = call.Rows; row is not null; row = row.NextInCall)
        {
            if (!row.IsWaiting)
                continue;
            _buckets.Remove(row);
            Forget(row);
        }

        call.Waiting = 0;
        _calls.Remove(call);
    }

    /// <summary>
    /// Fills a batch with neighbours in length. An empty one starts with the longest row of the oldest call, so that the batches of
    /// a call that is alone are those of its sequences sorted by length.
    /// </summary>
    public void Fill(FormedBatch batch)
    {
        if (batch.Rows.Count == 0 && _calls.First is { } oldest)
            Take(oldest.LongestWaiting(), batch);
        while (batch.Longest < limits.LongTokens && batch.Rows.Count < limits.BatchRows && Nearest(batch) is { } row)
            Take(row, batch);
    }

    /// <summary>No row of any length would fit any more.</summary>
    public bool IsFull(FormedBatch batch) =>
        batch.Longest >= limits.LongTokens || batch.Rows.Count >= limits.BatchRows
            || (batch.Rows.Count + 1L) * batch.Longest > limits.BatchTokens;

    /// <summary>The batch goes to the device.</summary>
    public void Start(FormedBatch batch)
    {
        Rows -= batch.Rows.Count;
        Tokens -= batch.Tokens;
    }

    /// <summary>
    /// Takes back the rows of a batch that does not start, each to its old place; the rows of calls that have ended are let go.
    /// </summary>
    public void PutBack(FormedBatch batch)
    {
        for (var i = batch.Rows.Count - 1; i >= 0; i--)
        {
            var row = batch.Rows[i];
            if (row.Call.Outcome is not null)
            {
                row.Call.Taken--;
                Forget(row);
                continue;
            }

            if (row.Call.Waiting == 0)
                Insert(row.Call);
            _buckets.PutBack(row);
            row.Call.PutBack();
        }
    }

    private QueuedRow? Nearest(FormedBatch batch)
    {
        var shorter = _buckets.AtMost(batch.Longest);
        var longer = _buckets.AtLeast(batch.Longest + 1);
        // A shorter row is filled up itself; a longer one fills up all the others.
        var shorterPadding = shorter is null ? long.MaxValue : Padding(batch, shorter, batch.Longest - shorter.Length);
        var longerPadding = longer is null || longer.Length >= limits.LongTokens
            ? long.MaxValue
            : Padding(batch, longer, (long)batch.Rows.Count * (longer.Length - batch.Longest));
        if (Math.Min(shorterPadding, longerPadding) > limits.JoinPadding)
            return null;
        return shorterPadding <= longerPadding ? shorter : longer;
    }

    private long Padding(FormedBatch batch, QueuedRow row, long padding) =>
        (batch.Rows.Count + 1L) * Math.Max(batch.Longest, row.Length) <= limits.BatchTokens ? padding : long.MaxValue;

    private void Take(QueuedRow row, FormedBatch batch)
    {
        _buckets.Remove(row);
        batch.Add(row);
        row.Call.Taken++;
        if (--row.Call.Waiting == 0)
            _calls.Remove(row.Call);
    }

    private void Insert(QueuedCall call)
    {
        var next = _calls.First;
        while (next is not null && next.Number < call.Number)
            next = next.Next;
        _calls.InsertBefore(next, call);
    }

    private void Forget(QueuedRow row)
    {
        Rows--;
        Tokens -= row.Length;
    }
}
