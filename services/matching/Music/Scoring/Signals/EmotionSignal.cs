using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Attune.Hosting.Errors;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// How much the emotions of a playlist and a track overlap: the Bhattacharyya coefficient Σ √(pᵢqᵢ) of their distributions over the
/// buckets. 1 for equal ones, 0 where they have no bucket in common. No value where either has no distribution.
/// </summary>
/// <remarks>
/// A. Bhattacharyya, "On a measure of divergence between two statistical populations defined by their probability distributions", Bulletin
/// of the Calcutta Mathematical Society 35, 1943. Unlike a cosine it lets small shares count.
/// </remarks>
internal sealed class EmotionSignal : ISignal
{
    private readonly float[]?[] _playlists;
    private readonly EmotionColumns _tracks;

    /// <param name="playlists">Distributions over the buckets of one model; null for a playlist without one.</param>
    /// <param name="tracks">The candidates.</param>
    /// <exception cref="PreconditionException">A playlist's distribution has another number of buckets than the tracks'.</exception>
    public EmotionSignal(IReadOnlyList<float[]?> playlists, EmotionColumns tracks)
    {
        _tracks = tracks;
        // Without a track to compare with, nothing has a value.
        _playlists = [.. playlists.Select(playlist => tracks.Buckets == 0 ? null : EmotionColumns.Roots(playlist, tracks.Buckets))];
    }

    public void Score(Tile tile, Span<float> values)
    {
        for (var i = 0; i < tile.Playlists; i++)
        {
            var row = values.Slice(i * Tile.MostTracks, Tile.MostTracks);
            if (_playlists[tile.FirstPlaylist + i] is not { } playlist) row[..tile.Tracks].Fill(float.NaN);
            else for (var j = 0; j < tile.Tracks; j += Tile.Lanes) Lanes(playlist, tile.FirstTrack + j).CopyTo(row[j..]);
        }
    }

    /// <summary>
    /// The values of <see cref="Tile.Lanes"/> tracks. Added up in the order of the buckets, so that a pair's value is the same in any tile.
    /// </summary>
    private Vector256<float> Lanes(float[] playlist, int first)
    {
        Vector256<float> sum = default;
        for (var bucket = 0; bucket < playlist.Length; bucket++)
            sum += Vector256.LoadUnsafe(in MemoryMarshal.GetReference(_tracks[bucket]), (nuint)first) * playlist[bucket];
        return Vector256.Min(sum, Vector256<float>.One);
    }
}
