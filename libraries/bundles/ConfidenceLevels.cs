namespace Attune.Bundles;

/// <summary>
/// From which value on the best of several categories is likely to be the right one; below <see cref="Medium"/> confidence is low.
/// </summary>
public sealed record ConfidenceLevels
{
    /// <summary>The lowest value from which on half of the best categories were right, on development data.</summary>
    public required float Medium { get; init; }

    /// <summary>The lowest value from which on three quarters of them were right.</summary>
    public required float High { get; init; }
}
