namespace Attune.Matching.Music.Inputs;

/// <summary>
/// Tells vectors that say something from those that do not. A model that knows no word of a text gives all zeros; those point nowhere, so
/// every comparison with them is a missing signal
/// and not a cosine of 0.
/// </summary>
internal static class Usable
{
    /// <returns>The vector; null for none and for zeros.</returns>
    public static float[]? Of(float[]? vector) => vector.AsSpan().ContainsAnyExcept(0f) ? vector : null;
}
