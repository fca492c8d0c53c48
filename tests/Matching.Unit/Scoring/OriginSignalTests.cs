using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Unit.Scoring;

/// <summary>Artist, album and era: what every library knows of its tracks.</summary>
public sealed class OriginSignalTests
{
    private static readonly TrackInput[] Members =
    [
        Track(["Nina Simone"], "Pastel Blues", 1965), Track(["Nina Simone", "Hal Mooney"], "Pastel Blues", 1965),
        Track(["Nina Simone"], "Wild Is the Wind", 1966), Track(["Bill Evans"], "", null),
    ];

    private static readonly PlaylistProfile Playlist = Profile(Members), Cold = Profile(Members[..1]);

    [Theory]
    [InlineData(0.8660254f, "NINA SIMONE")]
    [InlineData(0.5f, "Bill Evans")]
    [InlineData(0.8660254f, "Bill Evans", "nina-simone")]
    [InlineData(0, "Tina Simone")]
    public void An_artist_counts_by_the_root_of_the_share_of_members_that_are_theirs_and_of_several_the_nearest(float value, params string[] artists) =>
        Assert.Equal([value], Values("artist", Track(artists, "", null)));

    [Theory]
    [InlineData(2f / 3, "Nina Simone", "pastel blues")]
    [InlineData(0.5f, "Nina Simone", "Wild is the Wind!")]
    [InlineData(0, "David Bowie", "Wild Is the Wind")]
    public void An_album_counts_by_how_many_members_are_on_it_and_is_its_first_artists(float value, string artist, string album) =>
        Assert.Equal([value], Values("album", Track([artist], album, null)));

    [Fact]
    public void An_era_is_the_mean_nearness_to_the_members_years()
    {
        Assert.Equal((2 + MathF.Exp(-1 / 8f)) / 3, Values("era", Track([], "", 1965)).Single(), 6);
        Assert.Equal(((2 * MathF.Exp(-40 / 8f)) + MathF.Exp(-39 / 8f)) / 3, Values("era", Track([], "", 2005)).Single(), 6);
    }

    [Theory]
    [InlineData("artist"), InlineData("album"), InlineData("era")]
    public void What_a_track_does_not_say_is_missing_and_a_cold_playlist_compares_nothing(string signal)
    {
        Assert.Equal([float.NaN], Values(signal, Track([], "", null)));
        Assert.Equal([float.NaN], Values(signal, Members[0], Cold));
    }

    [Fact]
    public void A_value_is_the_same_whatever_else_is_scored_with_it()
    {
        var alone = Members.Select(member => Values("artist", member).Single());
        var signal = SignalKinds.Open(Config("artist"), [Cold, Playlist], Members, 1).Single().Signal;
        var values = new float[Tile.Size];
        signal.Score(new Tile(0, 2, 0, Members.Length), values);
        Assert.Equal(alone, values.Skip(Tile.MostTracks).Take(Members.Length));
    }

    private static float[] Values(string signal, TrackInput track, PlaylistProfile? playlist = null)
    {
        var values = new float[Tile.Size];
        SignalKinds.Open(Config(signal), [playlist ?? Playlist], [track], 1).Single().Signal.Score(new Tile(0, 1, 0, 1), values);
        return values[..1];
    }

    private static MatchConfig Config(string signal) =>
        MatchConfig.Of(new Dictionary<string, double>(StringComparer.Ordinal) { [signal] = 1 }, MatchSettings.Default);

    private static PlaylistProfile Profile(IReadOnlyList<TrackInput> members) =>
        new ProfileBuilder(new GenreProfiles(GenreTaxonomy.Standard)).Build("", new() { Id = "p", Name = "Blues" }, null, members);

    private static TrackInput Track(string[] artists, string album, int? year) =>
        new("", null, AudioPoint.None, [], null, [], []) { Origin = TrackOrigin.Of(artists, album, year) };
}
