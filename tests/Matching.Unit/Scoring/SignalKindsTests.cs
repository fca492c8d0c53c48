using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Unit.Scoring;

public sealed class SignalKindsTests
{
    private static readonly PlaylistProfile Full = Playlist([1, 0], AudioPoint.None, "jazz"), Bare = Playlist(null, AudioPoint.None);
    private static readonly TrackInput Like = Track([1, 0], "jazz"), Unlike = Track([-1, 0], "thrash metal"), Silent = Track([0, 0]);

    [Fact]
    public void Weights_are_shares_of_one_in_the_order_of_the_signals() =>
        Assert.Equal([0.5f, 0.25f, 0.125f, 0.125f], Of(("emotion", 1), ("audio", 1), ("genre", 2), ("vector", 4)).Select(signal => signal.Weight));

    [Fact]
    public void Vectors_are_compared_and_who_lacks_one_or_whose_text_said_nothing_has_no_value() =>
        Assert.Equal([1, 0, float.NaN, float.NaN, float.NaN, float.NaN], Values("vector"));

    [Fact]
    public void Genres_are_compared_and_who_lacks_them_has_no_value() => Assert.Equal([1, 0, float.NaN, float.NaN, float.NaN, float.NaN], Values("genre"));

    [Fact]
    public void Where_all_have_what_is_read_nothing_is_left_out() => Assert.IsType<VectorSignal>(
        SignalKinds.Open(Config(("vector", 1)), [Full], [Like, Unlike], 2).Single().Signal);

    [Fact]
    public void Sound_and_emotions_of_both_are_read()
    {
        var loud = AudioPoint.None;
        loud[1] = 1;
        var signals = SignalKinds.Open(Config(("audio", 1), ("emotion", 1)), [Playlist(null, loud)], [Track(null, loud)], 2);
        Assert.All(signals, signal => Assert.Equal(1, Score(signal, 1, 1).Single(), 6));
    }

    private static IReadOnlyList<WeightedSignal> Of(params (string Name, double Weight)[] weights) => SignalKinds.Open(Config(weights), [Full, Bare], [Like, Unlike, Silent], 2);

    private static float[] Values(string name) => Score(Of((name, 1)).Single(), 2, 3);

    private static float[] Score(WeightedSignal signal, int playlists, int tracks)
    {
        var values = new float[Tile.Size];
        signal.Signal.Score(new Tile(0, playlists, 0, tracks), values);
        return [.. Enumerable.Range(0, playlists).SelectMany(i => values.Skip(i * Tile.MostTracks).Take(tracks))];
    }

    private static MatchConfig Config(params (string Name, double Weight)[] weights) =>
        MatchConfig.Of(weights.ToDictionary(weight => weight.Name, weight => weight.Weight, StringComparer.Ordinal), MatchSettings.Default);

    private static PlaylistProfile Playlist(float[]? vector, AudioPoint audio, params string[] genres) =>
        new("", "", 0, vector, null, audio, GenreDistribution.Of(GenreTaxonomy.Standard, genres), [0.5f, 0.5f], "", "");

    private static TrackInput Track(float[]? vector, params string[] genres) => Track(vector, AudioPoint.None, genres);

    private static TrackInput Track(float[]? vector, AudioPoint audio, params string[] genres) => new("", vector, audio, genres, [0.5f, 0.5f], [], []);
}
