using Attune.Matching.Music.Inputs;
using Attune.Numerics;

namespace Attune.Matching.Music.Profiles;

/// <summary>
/// Where a playlist lies in the space of its tracks: the unit vector half way between what its text asks for and what its members sound
/// like, normalize(q + c) with q the unit vector of the text and c the unit vector of the members' mean. Without one of them it is the
/// other; null where nothing is left.
/// </summary>
internal static class ProfileVector
{
    public static float[]? Of(float[]? query, float[]? centroid)
    {
        if (query is null || centroid is null) return query ?? centroid;
        var profile = new float[query.Length];
        VectorMath.AddScaled(profile, centroid, 1);
        VectorMath.AddScaled(profile, query, 1);
        VectorMath.Normalize(profile);
        // Opposite ones leave nothing.
        return Usable.Of(profile);
    }

    /// <param name="members">Unit vectors in a fixed order: sums of floats depend on it.</param>
    public static float[]? Centroid(IEnumerable<float[]> members)
    {
        float[]? sum = null;
        foreach (var member in members)
        {
            sum ??= new float[member.Length];
            VectorMath.AddScaled(sum, member, 1);
        }
        if (sum is not null) VectorMath.Normalize(sum);
        return Usable.Of(sum);
    }
}
