using System.Text.Json.Nodes;

namespace Attune.Samples.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_track_follows_its_schema() =>
        Assert.Empty(Catalogue.Tracks.SelectMany(track => Schema.Errors(Catalogue.TrackSchema, track).Select(error => $"{track["id"]}: {error}")));

    [Fact]
    public void Every_playlist_follows_its_schema() =>
        Assert.Empty(Catalogue.Playlists.SelectMany(playlist => Schema.Errors(Catalogue.PlaylistSchema, playlist).Select(error => $"{playlist["id"]}: {error}")));

    [Fact]
    public void Tracks_are_sorted_by_id_and_no_id_comes_twice() => AssertAscending(Catalogue.Tracks);

    [Fact]
    public void Playlists_are_sorted_by_id_and_no_id_comes_twice() => AssertAscending(Catalogue.Playlists);

    [Fact]
    public void No_recording_comes_twice_under_another_id() => Assert.Empty(Catalogue.Tracks
        .GroupBy(track => (Title: track.Text("title").ToUpperInvariant(), Artist: track.Texts("artists")[0].ToUpperInvariant()))
        .Where(same => same.Count() > 1)
        .Select(same => same.Key));

    [Theory]
    [InlineData("genres")]
    [InlineData("moods")]
    [InlineData("themes")]
    public void Every_track_has_one_to_four_tags_in_lower_case(string key) => Assert.Empty(Catalogue.Tracks
        .Where(track => track.Texts(key) is var tags && (tags.Count is < 1 or > 4 || tags.Any(tag => tag.Any(char.IsUpper) || tag != tag.Trim())))
        .Select(track => track.Text("id")));

    [Fact]
    public void The_numbers_of_the_audio_are_marked_as_estimates() =>
        Assert.All(Catalogue.Tracks, track => Assert.True(track["audio"]!["estimated"]!.GetValue<bool>()));

    [Fact]
    public void Tracks_without_words_are_called_instrumental() => Assert.Empty(Catalogue.Tracks
        .Where(track => track.Text("language") == "zxx" && track["audio"]!["instrumentalness"]!.GetValue<double>() < 0.7)
        .Select(track => track.Text("id")));

    [Fact]
    public void Every_member_of_a_playlist_is_a_track()
    {
        var known = Ids(Catalogue.Tracks).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Catalogue.Playlists.SelectMany(playlist => playlist.Texts("track_ids")), id => !known.Contains(id));
    }

    [Fact]
    public void Every_playlist_has_a_description() =>
        Assert.DoesNotContain(Catalogue.Playlists, playlist => string.IsNullOrWhiteSpace(playlist.Text("description")));

    [Fact]
    public void Between_a_quarter_and_a_half_of_the_tracks_are_in_no_playlist()
    {
        var members = Catalogue.Playlists.SelectMany(playlist => playlist.Texts("track_ids")).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(Ids(Catalogue.Tracks).Count(id => !members.Contains(id)) / (double)Catalogue.Tracks.Count, 0.25, 0.5);
    }

    [Fact]
    public void The_catalogue_is_large_enough_to_match_in()
    {
        Assert.True(Catalogue.Tracks.Count >= 240);
        Assert.True(Catalogue.Playlists.Count >= 12);
    }

    [Fact]
    public void The_catalogue_is_diverse()
    {
        Assert.True(Catalogue.Tracks.Select(track => track.Text("language")).Where(language => language != "zxx").Distinct().Count() >= 15);
        Assert.True(Catalogue.Tracks.Select(track => track["year"]!.GetValue<int>() / 10).Distinct().Count() >= 8);
        Assert.True(Catalogue.Tracks.SelectMany(track => track.Texts("genres")).Distinct().Count() >= 25);
    }

    private static IEnumerable<string> Ids(IReadOnlyList<JsonObject> lines) => lines.Select(line => line.Text("id"));

    private static void AssertAscending(IReadOnlyList<JsonObject> lines) => Assert.Empty(Ids(lines)
        .Zip(Ids(lines).Skip(1))
        .Where(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0)
        .Select(pair => pair.Second));
}
