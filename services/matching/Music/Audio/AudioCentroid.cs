namespace Attune.Matching.Music.Audio;

/// <summary>
/// The middle of a playlist's members: each feature's mean over the members that have it; none of one that no member has.
/// </summary>
/// <remarks>
/// Tempos lie on the circle of an octave, so theirs is the direction of the mean of unit vectors (K. V. Mardia and P. E. Jupp, "Directional
/// Statistics", Wiley 2000, section 2.2). Where that mean is shorter than <see cref="ShortestDirection"/>, the tempos point everywhere and
/// have no middle.
/// </remarks>
internal static class AudioCentroid
{
    public const double ShortestDirection = 0.2;

    public static AudioPoint Of(IEnumerable<AudioPoint> members)
    {
        Span<double> sums = stackalloc double[AudioFeature.Count];
        Span<int> counts = stackalloc int[AudioFeature.Count];
        var (x, y) = (0.0, 0.0);
        foreach (var member in members)
        {
            for (var feature = 0; feature < AudioFeature.Count; feature++)
            {
                if (float.IsNaN(member[feature])) continue;
                sums[feature] += member[feature];
                counts[feature]++;
            }
            if (float.IsNaN(member[AudioFeature.Tempo])) continue;
            var (sin, cos) = Math.SinCos(Math.Tau * member[AudioFeature.Tempo]);
            (x, y) = (x + cos, y + sin);
        }
        var centroid = AudioPoint.None;
        for (var feature = 0; feature < AudioFeature.Count; feature++)
            if (counts[feature] > 0) centroid[feature] = (float)(sums[feature] / counts[feature]);
        centroid[AudioFeature.Tempo] = Direction(x, y, counts[AudioFeature.Tempo]);
        return centroid;
    }

    private static float Direction(double x, double y, int count)
    {
        if (count == 0 || Math.Sqrt((x * x) + (y * y)) < ShortestDirection * count) return float.NaN;
        var position = (float)(Math.Atan2(y, x) / Math.Tau);
        return position < 0 ? position + 1 : position;
    }
}
