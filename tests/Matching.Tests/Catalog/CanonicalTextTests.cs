using Attune.Contracts.Matching.V1;
using Attune.Matching.Catalog;

namespace Attune.Matching.Tests.Catalog;

/// <summary>Frozen: a change here without a new version constant would mix vectors of different texts under one key.</summary>
public sealed class CanonicalTextTests
{
    [Fact]
    public void The_text_of_a_track_is_frozen() =>
        Assert.Equal("Feeling Good by Nina Simone. Genre: vocal jazz. Mood: triumphant. Theme: freedom, new beginnings.", TrackText.For(Given.Track("a")));

    [Fact]
    public void The_hash_of_a_track_is_frozen() =>
        Assert.Equal("te_v1_da9ae880194e4cf1b7dc115c30b6bdd7c45914f11fcfac5a2512b81c6cf08788", TrackText.HashOf(TrackText.For(Given.Track("a"))));

    [Fact]
    public void The_hash_of_a_playlist_is_frozen() =>
        Assert.Equal("pt_v1_e3606e63c77cd1b9bbbcbf8d399d7725436bf6e20fcb53f9345db2ef81a3c046", PlaylistText.HashOf(PlaylistText.For(Given.Playlist("p"))));

    [Fact]
    public void The_text_of_a_playlist_is_frozen() =>
        Assert.Equal("Late Night Jazz. Smoky clubs after midnight.", PlaylistText.For(Given.Playlist("p")));

    [Fact]
    public void A_playlist_without_description_is_its_name() =>
        Assert.Equal("Late Night Jazz", PlaylistText.For(Given.Playlist("p", description: " ")));

    [Fact]
    public void A_track_without_words_is_title_and_artists() =>
        Assert.Equal("Duet by A, B.", TrackText.For(new Track { Title = "Duet", Artists = { "A", "B" } }));

    [Fact]
    public void What_is_not_in_the_text_does_not_change_the_hash()
    {
        var other = Given.Track("b");
        other.Year = 1999;
        other.Language = "fr";
        other.Audio.Energy = 1;
        Assert.Equal(TrackText.HashOf(TrackText.For(Given.Track("a"))), TrackText.HashOf(TrackText.For(other)));
    }
}
