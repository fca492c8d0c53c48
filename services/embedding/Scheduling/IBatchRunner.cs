namespace Attune.Embedding.Scheduling;

/// <summary>One model on the device.</summary>
internal interface IBatchRunner
{
    /// <summary>The model's name, for metrics and messages.</summary>
    string Model { get; }

    /// <summary>Numbers that one sequence becomes.</summary>
    int Width { get; }

    /// <summary>The id that fills short rows up.</summary>
    int PadId { get; }

    /// <summary>The graph asks for token types.</summary>
    bool TakesTypes { get; }

    /// <summary>
    /// Runs one batch to its end and fills <see cref="PackedBatch.Output"/>. Called by one thread at a time, or by as many as the
    /// device may run batches. What it throws ends the calls of this batch.
    /// </summary>
    void Run(PackedBatch batch);
}
