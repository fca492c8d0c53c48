using Attune.Hosting.Errors;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>The emotion distributions of tracks, as square roots, column by column.</summary>
internal sealed class EmotionColumns
{
    private readonly float[][] _columns;

    /// <param name="tracks">Distributions over the buckets of one model; null for a track without one.</param>
    /// <exception cref="PreconditionException">They have different numbers of buckets.</exception>
    public EmotionColumns(IReadOnlyList<float[]?> tracks)
    {
        _columns = [.. Enumerable.Range(0, tracks.FirstOrDefault(track => track is not null)?.Length ?? 0)
            .Select(_ => new float[tracks.Count + Tile.Lanes])];
        foreach (var column in _columns) column.AsSpan().Fill(float.NaN);
        for (var i = 0; i < tracks.Count; i++)
        {
            if (Roots(tracks[i], Buckets) is not { } roots) continue;
            for (var bucket = 0; bucket < Buckets; bucket++) _columns[bucket][i] = roots[bucket];
        }
    }

    /// <summary>0 when no track has a distribution.</summary>
    public int Buckets => _columns.Length;

    /// <summary>Readable up to <see cref="Tile.Lanes"/> numbers past the last track; NaN for a track without a distribution.</summary>
    public ReadOnlySpan<float> this[int bucket] => _columns[bucket];

    /// <summary>√p for each bucket, of the distribution scaled to sum up to 1; null without one, which a sum of 0 is, too.</summary>
    /// <exception cref="PreconditionException">It has another number of buckets.</exception>
    public static float[]? Roots(float[]? distribution, int buckets)
    {
        if (distribution is null) return null;
        if (distribution.Length != buckets)
            throw new PreconditionException(
                $"An emotion distribution of {distribution.Length} buckets cannot be compared with one of {buckets}. Distributions of " +
                "one model are.");
        var total = distribution.Sum(part => (double)part);
        return total > 0 ? [.. distribution.Select(part => (float)Math.Sqrt(part / total))] : null;
    }
}
