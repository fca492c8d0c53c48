using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Attune.Matching.Music.Audio;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// How near a track lies to the middle of a playlist's members: Σ wᵢsᵢ / Σ wᵢ over the features that both have, with the weights of
/// <see cref="AudioFeature.Weights"/> and sᵢ = 1 − |a − b|. For the tempo the distance is that on the circle of an octave, 0 to ½, and
/// s = 1 − 2d: 70 and 140 beats a minute are the same, 100 is as far from both as it gets. No feature in common: no value.
/// </summary>
/// <param name="centroids">Of the playlists.</param>
/// <param name="tracks">The candidates.</param>
internal sealed class AudioSignal(AudioPoint[] centroids, AudioColumns tracks) : ISignal
{
    public void Score(Tile tile, Span<float> values)
    {
        for (var i = 0; i < tile.Playlists; i++)
        {
            ref readonly var centroid = ref centroids[tile.FirstPlaylist + i];
            var row = values.Slice(i * Tile.MostTracks, Tile.MostTracks);
            for (var j = 0; j < tile.Tracks; j += Tile.Lanes)
                Lanes(in centroid, tile.FirstTrack + j).CopyTo(row[j..]);
        }
    }

    /// <summary>The values of <see cref="Tile.Lanes"/> tracks.</summary>
    private Vector256<float> Lanes(ref readonly AudioPoint centroid, int first)
    {
        Vector256<float> sum = default, weights = default;
        for (var feature = 0; feature < AudioFeature.Count; feature++)
        {
            if (float.IsNaN(centroid[feature])) continue;
            var x = Vector256.LoadUnsafe(in MemoryMarshal.GetReference(tracks[feature]), (nuint)first);
            var known = Vector256.Equals(x, x);
            var distance = Vector256.Abs(x - Vector256.Create(centroid[feature]));
            if (feature == AudioFeature.Tempo) distance = Vector256.Min(distance, Vector256<float>.One - distance) * 2f;
            var weight = Vector256.Create(AudioFeature.Weights[feature]) & known;
            sum += (Vector256<float>.One - distance) * weight & known;
            weights += weight;
        }
        // 0 / 0 is NaN: no feature in common.
        return Vector256.Min(sum / weights, Vector256<float>.One);
    }
}
