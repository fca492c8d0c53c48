using System.Numerics.Tensors;
using Attune.Numerics;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// Cosine c of the playlist's and the track's vector as (1 + c) / 2: 1 in the same direction, ½ at a right angle, 0 opposite. The mapping
/// is linear, so that by itself it leaves every order as the cosine has it.
/// </summary>
/// <param name="profiles">Unit vectors of the playlists, one after the other.</param>
/// <param name="tracks">Unit vectors of the tracks.</param>
internal sealed class VectorSignal(float[] profiles, VectorTable tracks) : ISignal
{
    public void Score(Tile tile, Span<float> values)
    {
        var dims = tracks.Dims;
        DotProducts.Multiply(
            profiles.AsSpan(tile.FirstPlaylist * dims, tile.Playlists * dims), tracks.Rows(tile.FirstTrack, tile.Tracks), dims, values,
            Tile.MostTracks);
        for (var i = 0; i < tile.Playlists; i++)
        {
            var row = values.Slice(i * Tile.MostTracks, tile.Tracks);
            // Rounding can pass 1. Halving first and then adding is exact where it matters: both ends are hit.
            TensorPrimitives.Max(row, -1f, row);
            TensorPrimitives.Min(row, 1f, row);
            TensorPrimitives.Multiply(row, 0.5f, row);
            TensorPrimitives.Add(row, 0.5f, row);
        }
    }
}
