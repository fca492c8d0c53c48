namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>One kind of evidence that a track fits a playlist. Called by several threads at once.</summary>
internal interface ISignal
{
    /// <summary>
    /// Writes the value of playlist <c>tile.FirstPlaylist + i</c> and track <c>tile.FirstTrack + j</c> to <c>values[i × Tile.MostTracks +
    /// j]</c>: 0 to 1, or NaN where the pair has none. The value depends on the pair alone, to the last bit. What lies between the tile's
    /// tracks and <c>Tile.MostTracks</c> may be overwritten.
    /// </summary>
    /// <param name="tile">Whole blocks of tracks, or a single pair.</param>
    /// <param name="values">Of <see cref="Tile.Size"/>.</param>
    void Score(Tile tile, Span<float> values);
}
