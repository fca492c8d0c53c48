using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Unit.Scoring;

/// <summary>A signal whose values are given, pair by pair.</summary>
internal sealed class Table(float[][] values) : ISignal
{
    public float this[int playlist, int track] => values[playlist][track];

    /// <summary>A row a playlist.</summary>
    public static Table Of(float[][] values) => new(values);

    /// <summary>Few distinct values, so that ties are common; a fifth is missing.</summary>
    public static Table Random(Random random, int playlists, int tracks) => new([.. Enumerable.Range(0, playlists).Select(_ =>
        Enumerable.Range(0, tracks).Select(_ => random.Next(5) == 0 ? float.NaN : random.Next(9) / 8f).ToArray())]);

    public Table Turned() => new([.. values.Select(row => row.Reverse().ToArray())]);

    public void Score(Tile tile, Span<float> output)
    {
        for (var i = 0; i < tile.Playlists; i++)
            for (var j = 0; j < tile.Tracks; j++)
                output[(i * Tile.MostTracks) + j] = values[tile.FirstPlaylist + i][tile.FirstTrack + j];
    }
}
