using System.Text.Json.Nodes;

namespace Attune.Samples.Tests;

/// <summary>The schemas say what the limits are, and refuse what lies beyond them.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("id", 128)]
    [InlineData("title", 500)]
    public void A_text_of_a_track_may_reach_its_limit_and_no_more(string key, int limit)
    {
        Assert.Empty(TrackErrors(track => track[key] = new string('a', limit)));
        Assert.Equal([$"$.{key} is too long"], TrackErrors(track => track[key] = new string('a', limit + 1)));
        Assert.Contains($"$.{key} is too short", TrackErrors(track => track[key] = ""));
    }

    [Theory]
    [InlineData("artists", 300)]
    [InlineData("genres", 100)]
    [InlineData("moods", 100)]
    [InlineData("themes", 100)]
    public void A_list_of_a_track_takes_32_items_up_to_their_limit(string key, int limit)
    {
        Assert.Empty(TrackErrors(track => track[key] = Numbered(32, limit)));
        Assert.Equal([$"$.{key} has too many items"], TrackErrors(track => track[key] = Numbered(33, limit)));
        Assert.Equal([$"$.{key}[0] is too long"], TrackErrors(track => track[key] = Numbered(1, limit + 1)));
        Assert.Equal([$"$.{key} has \"a\" more than once"], TrackErrors(track => track[key] = new JsonArray("a", "a")));
    }

    [Fact]
    public void A_track_has_an_artist() => Assert.Equal(["$.artists has too few items"], TrackErrors(track => track["artists"] = new JsonArray()));

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a/b")]
    public void An_id_has_plain_characters_only(string id) =>
        Assert.Equal([$"$.id is malformed: {id}"], TrackErrors(track => track["id"] = id));

    [Fact]
    public void A_year_lies_between_1850_and_2100()
    {
        Assert.Empty(TrackErrors(track => track["year"] = 1850));
        Assert.Empty(TrackErrors(track => track["year"] = 2100));
        Assert.Equal(["$.year is too small"], TrackErrors(track => track["year"] = 1849));
        Assert.Equal(["$.year is too large"], TrackErrors(track => track["year"] = 2101));
        Assert.Equal(["$.year is no integer"], TrackErrors(track => track["year"] = 1999.5));
    }

    [Fact]
    public void A_language_tag_has_at_most_35_characters()
    {
        Assert.Empty(TrackErrors(track => track["language"] = "zh-Hant-TW-x-private-private-12-345"));
        Assert.Equal(["$.language is too long"], TrackErrors(track => track["language"] = "zh-Hant-TW-x-private-private-12-3456"));
        Assert.Equal(["$.language is malformed: en_GB"], TrackErrors(track => track["language"] = "en_GB"));
    }

    [Theory]
    [InlineData("tempo_bpm", 20, 300)]
    [InlineData("energy", 0, 1)]
    [InlineData("valence", 0, 1)]
    [InlineData("danceability", 0, 1)]
    [InlineData("acousticness", 0, 1)]
    [InlineData("instrumentalness", 0, 1)]
    public void A_number_of_the_audio_stays_within_its_range(string key, double least, double most)
    {
        Assert.Empty(TrackErrors(track => track["audio"]![key] = least));
        Assert.Empty(TrackErrors(track => track["audio"]![key] = most));
        Assert.Equal([$"$.audio.{key} is too small"], TrackErrors(track => track["audio"]![key] = least - 0.01));
        Assert.Equal([$"$.audio.{key} is too large"], TrackErrors(track => track["audio"]![key] = most + 0.01));
    }

    [Fact]
    public void Unknown_and_missing_keys_are_refused()
    {
        Assert.Equal(["$ has the unknown key album"], TrackErrors(track => track["album"] = "x"));
        Assert.Equal(["$.audio has the unknown key loudness"], TrackErrors(track => track["audio"]!["loudness"] = 1));
        Assert.Equal(["$ lacks title"], TrackErrors(track => track.Remove("title")));
        Assert.Equal(["$.audio lacks energy"], TrackErrors(track => track["audio"]!.AsObject().Remove("energy")));
        Assert.Equal(["$ has the unknown key owner"], PlaylistErrors(playlist => playlist["owner"] = "x"));
        Assert.Equal(["$ lacks track_ids"], PlaylistErrors(playlist => playlist.Remove("track_ids")));
    }

    [Theory]
    [InlineData("id", 128)]
    [InlineData("name", 200)]
    [InlineData("description", 5000)]
    public void A_text_of_a_playlist_may_reach_its_limit_and_no_more(string key, int limit)
    {
        Assert.Empty(PlaylistErrors(playlist => playlist[key] = new string('a', limit)));
        Assert.Equal([$"$.{key} is too long"], PlaylistErrors(playlist => playlist[key] = new string('a', limit + 1)));
    }

    [Fact]
    public void A_playlist_takes_10000_tracks_each_once()
    {
        Assert.Empty(PlaylistErrors(playlist => playlist["track_ids"] = Numbered(10000, 5)));
        Assert.Equal(["$.track_ids has too many items"], PlaylistErrors(playlist => playlist["track_ids"] = Numbered(10001, 5)));
        Assert.Equal(["$.track_ids has \"a\" more than once"], PlaylistErrors(playlist => playlist["track_ids"] = new JsonArray("a", "a")));
    }

    private static IReadOnlyList<string> TrackErrors(Action<JsonObject> change) => Errors(Catalogue.TrackSchema, Catalogue.Tracks[0], change);

    private static IReadOnlyList<string> PlaylistErrors(Action<JsonObject> change) => Errors(Catalogue.PlaylistSchema, Catalogue.Playlists[0], change);

    private static IReadOnlyList<string> Errors(JsonObject schema, JsonObject line, Action<JsonObject> change)
    {
        // Parsed again, so that numbers are numbers of JSON, whatever the change wrote.
        var copy = line.DeepClone().AsObject();
        change(copy);
        return Schema.Errors(schema, JsonNode.Parse(copy.ToJsonString()));
    }

    private static JsonArray Numbered(int count, int length) => [.. Enumerable.Range(0, count).Select(number => (JsonNode)number.ToString().PadLeft(length, '0'))];
}
