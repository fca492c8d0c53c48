namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// A signal that a track has by what it is one of (an artist, an album, a year): the best value that the playlist gives to any of these.
/// </summary>
/// <param name="rows">
/// A row a playlist, a column for everything that tracks can be one of; null for a playlist that compares nothing.
/// </param>
/// <param name="starts">One a track and one behind the last: where its columns begin in <paramref name="columns"/>.</param>
/// <param name="columns">Those of all tracks. A track without any has no value.</param>
internal sealed class LookupSignal(float[]?[] rows, int[] starts, int[] columns) : ISignal
{
    /// <param name="playlists">By key, the value of what is one of it; null for a playlist that compares nothing.</param>
    /// <param name="tracks">The keys of each.</param>
    /// <param name="otherwise">The value of a key that a playlist does not name.</param>
    public static LookupSignal Of<TKey>(
        IReadOnlyList<IReadOnlyDictionary<TKey, float>?> playlists, IReadOnlyList<IReadOnlyList<TKey>> tracks, float otherwise)
        where TKey : notnull
    {
        // The first column is that of all keys that no playlist names.
        var known = new Dictionary<TKey, int>();
        foreach (var playlist in playlists.OfType<IReadOnlyDictionary<TKey, float>>())
            foreach (var key in playlist.Keys) known.TryAdd(key, known.Count + 1);
        var rows = new float[]?[playlists.Count];
        for (var i = 0; i < playlists.Count; i++)
        {
            if (playlists[i] is not { } playlist) continue;
            var row = rows[i] = new float[known.Count + 1];
            row.AsSpan().Fill(otherwise);
            foreach (var (key, value) in playlist) row[known[key]] = value;
        }
        var starts = new int[tracks.Count + 1];
        var columns = new List<int>(tracks.Count);
        for (var i = 0; i < tracks.Count; i++)
        {
            foreach (var key in tracks[i]) columns.Add(known.GetValueOrDefault(key));
            starts[i + 1] = columns.Count;
        }
        return new LookupSignal(rows, starts, [.. columns]);
    }

    public void Score(Tile tile, Span<float> values)
    {
        for (var i = 0; i < tile.Playlists; i++)
        {
            var row = values.Slice(i * Tile.MostTracks, tile.Tracks);
            if (rows[tile.FirstPlaylist + i] is { } playlist) Score(playlist, tile.FirstTrack, row);
            else row.Fill(float.NaN);
        }
    }

    private void Score(float[] playlist, int firstTrack, Span<float> row)
    {
        for (var j = 0; j < row.Length; j++)
        {
            var best = float.NaN;
            for (var entry = starts[firstTrack + j]; entry < starts[firstTrack + j + 1]; entry++)
                if (!(playlist[columns[entry]] <= best)) best = playlist[columns[entry]];
            row[j] = best;
        }
    }
}
