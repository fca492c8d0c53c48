namespace Attune.Embedding.Scheduling;

internal enum CallPriority
{
    /// <summary>Somebody waits for the answer.</summary>
    Interactive,

    /// <summary>Runs in the time that interactive calls leave, and never starves.</summary>
    Backfill,
}
