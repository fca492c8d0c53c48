namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// A signal for which some playlists or tracks lack what it reads: their pairs have no value, whatever the signal makes of them.
/// </summary>
/// <param name="signal">Of everything, with anything in place of what is lacking.</param>
/// <param name="lackingPlaylists">One a playlist.</param>
/// <param name="lackingTracks">One a track.</param>
internal sealed class PartialSignal(ISignal signal, bool[] lackingPlaylists, bool[] lackingTracks) : ISignal
{
    public void Score(Tile tile, Span<float> values)
    {
        signal.Score(tile, values);
        for (var i = 0; i < tile.Playlists; i++)
        {
            var row = values.Slice(i * Tile.MostTracks, tile.Tracks);
            if (lackingPlaylists[tile.FirstPlaylist + i])
            {
                row.Fill(float.NaN);
                continue;
            }
            for (var j = 0; j < row.Length; j++)
                if (lackingTracks[tile.FirstTrack + j]) row[j] = float.NaN;
        }
    }
}
