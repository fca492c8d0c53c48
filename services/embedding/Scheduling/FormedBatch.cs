namespace Attune.Embedding.Scheduling;

/// <summary>Rows of one lane that run together. Reused.</summary>
internal sealed class FormedBatch
{
    public Lane Lane { get; set; } = null!;

    public List<QueuedRow> Rows { get; } = [];

    public PackedBatch Packed { get; } = new();

    /// <summary>Tokens of the longest row.</summary>
    public int Longest { get; private set; }

    /// <summary>Tokens of all rows, padding not counted.</summary>
    public int Tokens { get; private set; }

    public int PaddedTokens => Rows.Count * Longest;

    /// <summary>It is backfill's turn: interactive work does not push it aside.</summary>
    public bool IsBackfillTurn { get; set; }

    /// <summary>Packed, so it may start.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>A call has ended that may have rows in it.</summary>
    public bool IsOutdated { get; set; }

    /// <summary>Seconds that its run was expected to take.</summary>
    public double Expected { get; set; }

    /// <summary>Timestamps of its run.</summary>
    public long Started { get; set; }

    public long Ended { get; set; }

    public Exception? Error { get; set; }

    public void Add(QueuedRow row)
    {
        Rows.Add(row);
        Longest = Math.Max(Longest, row.Length);
        Tokens += row.Length;
    }

    /// <summary>Lays the rows out for the device; rows that are laid out already stay, unless a longer one has joined them.</summary>
    public void Pack()
    {
        if (Packed.Length != Longest || Packed.Capacity < Rows.Count)
            Packed.Reset(Lane.Queue.Runner, Rows.Count, Longest);
        for (var i = Packed.Rows; i < Rows.Count; i++)
        {
            var sequences = Rows[i].Call.Work.Sequences;
            Packed.Add(sequences.IdsOf(Rows[i].Index), sequences.TypesOf(Rows[i].Index));
        }
    }

    /// <summary>Gives every row to its call.</summary>
    public void Scatter()
    {
        var output = Packed.Output.Span;
        var width = Lane.Queue.Runner.Width;
        for (var i = 0; i < Rows.Count; i++)
            output.Slice(i * width, width).CopyTo(Rows[i].Call.Work.Output.Span[(Rows[i].Index * width)..]);
    }

    public void Clear()
    {
        Rows.Clear();
        Packed.Clear();
        Longest = Tokens = 0;
        IsBackfillTurn = IsPrepared = IsOutdated = false;
        Error = null;
    }
}
