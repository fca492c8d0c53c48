using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Unit.Scoring;

public sealed class PartialSignalTests
{
    [Fact]
    public void Pairs_of_a_playlist_or_a_track_that_lacks_what_is_read_have_no_value_and_the_others_keep_theirs()
    {
        var values = Enumerable.Repeat(7f, Tile.Size).ToArray();
        var all = Table.Of([[0, 0, 0, 0], [0, 0.1f, 0.2f, 0.3f], [0, 0.4f, 0.5f, 0.6f]]);
        new PartialSignal(all, [false, true, false], [false, false, true, false]).Score(new Tile(1, 2, 1, 3), values);
        Assert.Equal([float.NaN, float.NaN, float.NaN, 7], values[..4]);
        Assert.Equal([0.4f, float.NaN, 0.6f, 7], values[Tile.MostTracks..(Tile.MostTracks + 4)]);
    }
}
