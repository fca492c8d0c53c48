namespace Attune.Matching.Music.Profiles;

/// <summary>The mean of emotion distributions, which is one itself. Null of none.</summary>
internal static class EmotionMean
{
    /// <param name="members">Of one length, in a fixed order.</param>
    public static float[]? Of(IEnumerable<float[]> members)
    {
        double[]? sums = null;
        var count = 0;
        foreach (var member in members)
        {
            sums ??= new double[member.Length];
            for (var i = 0; i < sums.Length; i++) sums[i] += member[i];
            count++;
        }
        return sums is null ? null : [.. sums.Select(sum => (float)(sum / count))];
    }
}
