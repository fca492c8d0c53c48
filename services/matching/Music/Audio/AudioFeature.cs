namespace Attune.Matching.Music.Audio;

/// <summary>What is heard, as numbers from 0 to 1, and how much each counts.</summary>
internal static class AudioFeature
{
    public const int Count = 6;

    /// <summary>The place of the tempo; the others follow in the order of the catalogue's columns.</summary>
    public const int Tempo = 0;

    /// <summary>As answers name them, in that order.</summary>
    public static readonly string[] Names = ["tempo", "energy", "valence", "danceability", "acousticness", "instrumentalness"];

    /// <summary>Of <see cref="Names"/>. Energy and valence place music on the plane of moods.</summary>
    public static readonly float[] Weights = [0.15f, 0.25f, 0.20f, 0.15f, 0.15f, 0.10f];

    /// <summary>
    /// Where a tempo lies within its octave, 0 to less than 1: the fraction of log₂. 70 and 140 beats a minute are one: which of the two is
    /// counted is a question of notation, and the commonest error of estimators.
    /// </summary>
    public static float OctavePosition(double bpm)
    {
        var octaves = Math.Log2(bpm);
        var position = (float)(octaves - Math.Floor(octaves));
        return position < 1 ? position : 0;
    }

    /// <summary>
    /// How alike two values of a feature are, 0 to 1; see <see cref="AudioSignal"/>, which does the same to many at once.
    /// </summary>
    public static float Similarity(int feature, float a, float b)
    {
        var distance = Math.Abs(a - b);
        return 1 - (feature == Tempo ? 2 * Math.Min(distance, 1 - distance) : distance);
    }
}
