namespace Attune.Bench.Backfills;

/// <summary>Seconds so far, as the metrics of messaging have them.</summary>
internal sealed record OutsideSeconds(double Publishing, double Handling)
{
    public static OutsideSeconds operator -(OutsideSeconds later, OutsideSeconds earlier) => new(later.Publishing - earlier.Publishing, later.Handling - earlier.Handling);
}
