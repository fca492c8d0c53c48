namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>Where the figures of an answer come from.</summary>
internal enum RunOrigin
{
    /// <summary>Computed now, and stored.</summary>
    Computed,

    /// <summary>Read from the store.</summary>
    Stored,

    /// <summary>Computed again, with the same outcome as before.</summary>
    Reproduced,
}
