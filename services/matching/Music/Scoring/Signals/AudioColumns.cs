using Attune.Matching.Music.Audio;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>The audio features of tracks, column by column.</summary>
internal sealed class AudioColumns
{
    private readonly float[][] _columns = new float[AudioFeature.Count][];

    public AudioColumns(IReadOnlyList<AudioPoint> tracks)
    {
        for (var feature = 0; feature < AudioFeature.Count; feature++)
        {
            var column = _columns[feature] = new float[tracks.Count + Tile.Lanes];
            for (var i = 0; i < tracks.Count; i++) column[i] = tracks[i][feature];
            column.AsSpan(tracks.Count).Fill(float.NaN);
        }
    }

    /// <summary>Readable up to <see cref="Tile.Lanes"/> numbers past the last track.</summary>
    public ReadOnlySpan<float> this[int feature] => _columns[feature];
}
