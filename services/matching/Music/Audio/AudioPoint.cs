using System.Runtime.CompilerServices;

namespace Attune.Matching.Music.Audio;

/// <summary>
/// One number a feature, in the order of <see cref="AudioFeature"/>; NaN for one that is not known. The tempo is its
/// <see cref="AudioFeature.OctavePosition"/>.
/// </summary>
[InlineArray(AudioFeature.Count)]
internal struct AudioPoint
{
    private float _first;

    /// <summary>Nothing is known.</summary>
    public static AudioPoint None
    {
        get
        {
            var point = new AudioPoint();
            ((Span<float>)point).Fill(float.NaN);
            return point;
        }
    }

    /// <summary>Whether any feature is.</summary>
    public readonly bool IsKnown => ((ReadOnlySpan<float>)this).ContainsAnyExcept(float.NaN);

    public readonly float[] ToArray() => ((ReadOnlySpan<float>)this).ToArray();
}
