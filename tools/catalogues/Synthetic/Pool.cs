namespace Attune.Catalogues.Synthetic;

/// <summary>Tracks that are drawn as often as they are popular.</summary>
internal sealed class Pool
{
    private readonly IReadOnlyList<SyntheticTrack> _tracks;
    private readonly double[] _upTo;

    public Pool(IEnumerable<SyntheticTrack> tracks)
    {
        _tracks = [.. tracks];
        _upTo = new double[_tracks.Count];
        var sum = 0.0;
        for (var i = 0; i < _upTo.Length; i++) _upTo[i] = sum += _tracks[i].Popularity;
    }

    public int Count => _tracks.Count;

    public SyntheticTrack Draw(SeededRandom random)
    {
        var place = Array.BinarySearch(_upTo, random.Unit() * _upTo[^1]);
        return _tracks[Math.Min(place < 0 ? ~place : place, _tracks.Count - 1)];
    }
}
