using Attune.Matching.Music.Genres;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// <see cref="GenreOverlap"/> of the playlist's and the track's distribution over the taxonomy, 0 to 1. No genre on either side: no value.
/// </summary>
/// <remarks>
/// Each playlist's weights stand in a row that a genre's column indexes, so that a pair costs one product for each genre of the track
/// instead of a merge of two lists. What no playlist has is left out: it would multiply by 0.
/// </remarks>
internal sealed class GenreSignal : ISignal
{
    private readonly int _columns;
    private readonly float[] _playlists;
    private readonly bool[] _playlistKnown, _trackKnown;
    private readonly int[] _starts, _trackColumns;
    private readonly float[] _trackWeights;

    public GenreSignal(IReadOnlyList<GenreVector> playlists, IReadOnlyList<GenreVector> tracks)
    {
        var columns = ColumnsOf(playlists);
        _columns = columns.Count;
        _playlists = new float[playlists.Count * _columns];
        for (var i = 0; i < playlists.Count; i++)
            foreach (var (column, weight) in Entries(playlists[i], columns)) _playlists[(i * _columns) + column] = weight;

        _playlistKnown = [.. playlists.Select(vector => !vector.IsEmpty)];
        _trackKnown = [.. tracks.Select(vector => !vector.IsEmpty)];
        _starts = new int[tracks.Count + 1];
        var entries = new List<(int Column, float Weight)>();
        for (var i = 0; i < tracks.Count; i++)
        {
            entries.AddRange(Entries(tracks[i], columns));
            _starts[i + 1] = entries.Count;
        }
        _trackColumns = [.. entries.Select(entry => entry.Column)];
        _trackWeights = [.. entries.Select(entry => entry.Weight)];
    }

    public void Score(Tile tile, Span<float> values)
    {
        for (var i = 0; i < tile.Playlists; i++)
        {
            var row = values.Slice(i * Tile.MostTracks, tile.Tracks);
            var playlist = tile.FirstPlaylist + i;
            if (!_playlistKnown[playlist]) row.Fill(float.NaN);
            else Score(_playlists.AsSpan(playlist * _columns, _columns), tile.FirstTrack, row);
        }
    }

    private void Score(ReadOnlySpan<float> playlist, int firstTrack, Span<float> row)
    {
        for (var j = 0; j < row.Length; j++)
        {
            var track = firstTrack + j;
            var sum = 0f;
            for (var entry = _starts[track]; entry < _starts[track + 1]; entry++)
                sum += playlist[_trackColumns[entry]] * _trackWeights[entry];
            row[j] = _trackKnown[track] ? Math.Min(sum, 1f) : float.NaN;
        }
    }

    /// <summary>A column for every genre of any playlist, in order of their keys.</summary>
    private static Dictionary<long, int> ColumnsOf(IReadOnlyList<GenreVector> playlists)
    {
        var keys = new SortedSet<long>();
        foreach (var playlist in playlists)
            foreach (var key in playlist.Keys) keys.Add(key);
        return keys.Index().ToDictionary(key => key.Item, key => key.Index);
    }

    private static List<(int Column, float Weight)> Entries(GenreVector vector, Dictionary<long, int> columns)
    {
        var entries = new List<(int, float)>(vector.Keys.Length);
        for (var i = 0; i < vector.Keys.Length; i++)
            if (columns.TryGetValue(vector.Keys[i], out var column)) entries.Add((column, vector.Weights[i]));
        return entries;
    }
}
