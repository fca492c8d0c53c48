namespace Attune.Embedding.Scheduling;

/// <summary>Rows for reuse. As many exist as were ever needed at a time, and the bounds of the queues bound that.</summary>
internal sealed class RowPool
{
    private QueuedRow? _free;

    /// <summary>Rows that are out.</summary>
    public int Rented { get; private set; }

    public QueuedRow Rent()
    {
        Rented++;
        var row = _free ?? new QueuedRow();
        _free = row.NextInCall;
        row.NextInCall = null;
        return row;
    }

    /// <summary>Takes back a row and all that follow it in its call.</summary>
    public void Return(QueuedRow? row)
    {
        while (row is not null)
        {
            var next = row.NextInCall;
            row.Call = null!;
            row.NextInCall = _free;
            _free = row;
            Rented--;
            row = next;
        }
    }
}
