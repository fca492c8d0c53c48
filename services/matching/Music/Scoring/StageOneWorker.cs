using Attune.Matching.Music.Scoring.Signals;
using Attune.Numerics;

namespace Attune.Matching.Music.Scoring;

/// <summary>One thread's part of stage 1: its buffers, and the best of the blocks that it came by.</summary>
internal sealed class StageOneWorker
{
    private readonly float[] _values = new float[Tile.Size], _sums = new float[Tile.Size], _weights = new float[Tile.Size];
    private readonly IReadOnlyList<WeightedSignal> _signals;
    private readonly IReadOnlyList<int[]> _excluded;
    private readonly TopK[] _best;
    private readonly long[] _pairs;

    public StageOneWorker(IReadOnlyList<WeightedSignal> signals, int playlists, IReadOnlyList<int[]> excluded, int limit)
    {
        (_signals, _excluded) = (signals, excluded);
        _best = [.. Enumerable.Range(0, playlists).Select(_ => new TopK(limit))];
        _pairs = new long[playlists];
    }

    /// <summary>A block of tracks against every playlist.</summary>
    public void Score(int firstTrack, int tracks)
    {
        for (var playlist = 0; playlist < _best.Length; playlist += Tile.MostPlaylists)
        {
            var tile = new Tile(playlist, Math.Min(Tile.MostPlaylists, _best.Length - playlist), firstTrack, tracks);
            Score(tile);
            for (var i = 0; i < tile.Playlists; i++) Offer(playlist + i, firstTrack, _sums.AsSpan(i * Tile.MostTracks, tracks));
        }
    }

    public (int Index, float Score)[] Best(int playlist) => _best[playlist].ToSortedArray();

    public long Pairs(int playlist) => _pairs[playlist];

    /// <summary>The values of one pair. They are computed again instead of kept: few pairs are asked about.</summary>
    public float[] Explain(int playlist, int track)
    {
        var values = new float[_signals.Count];
        for (var i = 0; i < values.Length; i++)
        {
            _signals[i].Signal.Score(new Tile(playlist, 1, track, 1), _values);
            values[i] = _values[0];
        }
        return values;
    }

    /// <summary>Adds what another worker found.</summary>
    public void Take(StageOneWorker other)
    {
        for (var playlist = 0; playlist < _best.Length; playlist++)
        {
            _best[playlist].OfferAll(other._best[playlist]);
            _pairs[playlist] += other._pairs[playlist];
        }
    }

    private void Score(Tile tile)
    {
        var size = tile.Playlists * Tile.MostTracks;
        var sums = _sums.AsSpan(0, size);
        var weights = _weights.AsSpan(0, size);
        sums.Clear();
        weights.Clear();
        foreach (var (signal, weight) in _signals)
        {
            signal.Score(tile, _values);
            Blend.Add(weight, _values.AsSpan(0, size), sums, weights);
        }
        Blend.Finish(sums, weights);
    }

    private void Offer(int playlist, int firstTrack, Span<float> scores)
    {
        var excluded = _excluded[playlist];
        var at = Array.BinarySearch(excluded, firstTrack);
        for (at = at < 0 ? ~at : at; at < excluded.Length && excluded[at] < firstTrack + scores.Length; at++)
            scores[excluded[at] - firstTrack] = float.NaN;
        _pairs[playlist] += _best[playlist].OfferAll(firstTrack, scores);
    }
}
