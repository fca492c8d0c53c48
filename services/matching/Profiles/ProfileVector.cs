using Attune.Numerics;

namespace Attune.Matching.Profiles;

/// <summary>
/// What a playlist is in the space of its tracks: the unit vector half way between what its text asks for and what its members sound like,
/// normalize(q + c) with q the unit vector of the text and c the unit vector of the members' mean. Without members it is q alone.
/// </summary>
internal static class ProfileVector
{
    /// <param name="query">Unit vector of the playlist's text.</param>
    /// <param name="members">Vectors of the members; may be empty.</param>
    public static float[] From(ReadOnlySpan<float> query, IEnumerable<float[]> members)
    {
        var profile = new float[query.Length];
        foreach (var member in members) VectorMath.AddScaled(profile, member, 1);
        VectorMath.Normalize(profile);
        VectorMath.AddScaled(profile, query, 1);
        VectorMath.Normalize(profile);
        return profile;
    }
}
