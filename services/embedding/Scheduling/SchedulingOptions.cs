namespace Attune.Embedding.Scheduling;

/// <summary>
/// Section <c>Scheduling</c>: how work reaches the device. What is not set takes the default of the device's kind, cpu or cuda.
/// </summary>
internal sealed class SchedulingOptions
{
    /// <summary>
    /// Most tokens in one batch, padding counted; a longer sequence runs alone. Default on cpu 16 times the
    /// <see cref="BatchCost.Overhead"/> of the model within 128 and 512, so 128 for a transformer; 16,384 on cuda.
    /// </summary>
    public int? BatchTokens { get; set; }

    /// <summary>Most sequences in one batch. Default 256 on cpu, 1,024 on cuda.</summary>
    public int? BatchRows { get; set; }

    /// <summary>
    /// Sequences of this many tokens and more run alone. Default on cpu 16 times the <see cref="BatchCost.Overhead"/> of the model: 64 for
    /// a transformer, for which batching longer ones gains nothing; no such limit on cuda.
    /// </summary>
    public int? LongTokens { get; set; }

    /// <summary>
    /// Most tokens of padding that one more sequence may add to a batch; a sequence that needs more waits for a batch of its own
    /// length. Default on cpu the <see cref="BatchCost.Overhead"/> of the model; 512 on cuda.
    /// </summary>
    public int? JoinPadding { get; set; }

    /// <summary>
    /// How long a batch that has room left waits for more while the device has nothing to do. Default 0 on cpu, 2 ms on cuda.
    /// </summary>
    public TimeSpan? Window { get; set; }

    /// <summary>Batches that run on the device at the same time. Default 1.</summary>
    public int? ConcurrentBatches { get; set; }

    /// <summary>Most tokens that wait in the queue of one model. Default 262,144 on cpu, 4,194,304 on cuda.</summary>
    public int? QueueTokens { get; set; }

    /// <summary>Most sequences that wait in the queue of one model. Default 8,192 on cpu, 65,536 on cuda.</summary>
    public int? QueueRows { get; set; }

    /// <summary>Part of a queue that backfill may fill, so that interactive calls still get in. Default 0.5.</summary>
    public double? BackfillShare { get; set; }

    /// <summary>Age from which a backfill call gets a turn although interactive work waits. Default 2 s.</summary>
    public TimeSpan? BackfillAge { get; set; }

    /// <summary>While interactive work waits, one batch of so many is one of aged backfill. Default 8.</summary>
    public int? BackfillEvery { get; set; }

    /// <summary>
    /// A call that would wait longer than this, by the measured speed of the device, is refused like one that finds the queue full. Default
    /// 30 s.
    /// </summary>
    public TimeSpan? LongestWait { get; set; }

    /// <summary>The limits of a device.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    public SchedulingLimits Resolve(string device) => Over(SchedulingDefaults.For(device));

    /// <summary>The limits of one model on the device.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="batchOverhead">The <see cref="BatchCost.Overhead"/> of the model.</param>
    public SchedulingLimits Resolve(string device, int batchOverhead) => Over(SchedulingDefaults.For(device, batchOverhead));

    private SchedulingLimits Over(SchedulingLimits defaults)
    {
        return new SchedulingLimits
        {
            BatchTokens = BatchTokens ?? defaults.BatchTokens,
            BatchRows = BatchRows ?? defaults.BatchRows,
            LongTokens = LongTokens ?? defaults.LongTokens,
            JoinPadding = JoinPadding ?? defaults.JoinPadding,
            Window = Window ?? defaults.Window,
            ConcurrentBatches = ConcurrentBatches ?? defaults.ConcurrentBatches,
            QueueTokens = QueueTokens ?? defaults.QueueTokens,
            QueueRows = QueueRows ?? defaults.QueueRows,
            BackfillShare = BackfillShare ?? defaults.BackfillShare,
            BackfillAge = BackfillAge ?? defaults.BackfillAge,
            BackfillEvery = BackfillEvery ?? defaults.BackfillEvery,
            LongestWait = LongestWait ?? defaults.LongestWait,
        };
    }
}
