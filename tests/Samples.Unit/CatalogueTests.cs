using System.Text.Json;

namespace Attune.Samples.Unit;

public sealed class CatalogueTests
{
    private static readonly string[] Lists = ["artists", "genres", "moods", "themes"];
    private static readonly string[] Words = ["genres", "moods", "themes"];
    private static readonly string[] Absent = ["summary", "context", "album"];

    [Fact]
    public void Every_track_has_a_value_for_every_key_but_those_that_the_samples_do_without()
    {
        var schema = SampleFolder.Schema("track");
        var incomplete = SampleFolder.Tracks.Where(x =>
            !Has(x, [.. schema.Keys().Except(Absent)]) || !Has(x.GetProperty("audio"), schema.Keys("audio"))
            || Lists.Any(key => x.GetProperty(key).GetArrayLength() == 0)
            || x.GetProperty("language").GetString()!.Length == 0);
        Assert.Empty(incomplete.Select(SampleFolder.Id));
    }

    [Fact]
    public void Audio_features_say_that_they_are_estimates() =>
        Assert.Empty(SampleFolder.Tracks.Where(x => !x.GetProperty("audio").GetProperty("estimated").GetBoolean()).Select(SampleFolder.Id));

    [Fact]
    public void No_recording_is_listed_twice_under_another_id() =>
        Assert.Empty(SampleFolder.Tracks
            .GroupBy(x => (x.GetProperty("title").GetString()!.ToUpperInvariant(), SampleFolder.Strings(x, "artists")[0].ToUpperInvariant()))
            .Where(x => x.Count() > 1)
            .Select(x => string.Join(" = ", x.Select(SampleFolder.Id))));

    [Fact]
    public void Names_and_words_have_no_stray_spaces_and_none_is_repeated_within_a_track()
    {
        var untidy = SampleFolder.Tracks.SelectMany(x => Lists
            .Where(key => SampleFolder.Strings(x, key) is var words && (words.Any(w => w != w.Trim()) || words.Distinct(StringComparer.OrdinalIgnoreCase).Count() < words.Count))
            .Select(key => $"{SampleFolder.Id(x)} {key}"));
        Assert.Empty(untidy);
    }

    [Fact]
    public void Genres_moods_and_themes_are_lower_case() =>
        Assert.DoesNotContain(SampleFolder.Tracks.SelectMany(x => Words.SelectMany(key => SampleFolder.Strings(x, key))), word => word.Any(char.IsUpper));

    [Fact]
    public void A_recording_without_lyrics_is_estimated_as_mostly_instrumental() =>
        Assert.DoesNotContain(SampleFolder.Tracks, x =>
            x.GetProperty("language").GetString() == "zxx" && x.GetProperty("audio").GetProperty("instrumentalness").GetDouble() < 0.7);

    [Fact]
    public void There_are_at_least_240_tracks_and_12_playlists()
    {
        Assert.True(SampleFolder.Tracks.Count >= 240, $"{SampleFolder.Tracks.Count} tracks");
        Assert.True(SampleFolder.Playlists.Count >= 12, $"{SampleFolder.Playlists.Count} playlists");
    }

    [Fact]
    public void The_tracks_span_at_least_15_languages_8_decades_and_25_genres()
    {
        // A region is not another language, and an instrumental has none.
        AssertAtLeast(15, SampleFolder.Tracks.Select(x => x.GetProperty("language").GetString()!.Split('-')[0]).Where(x => x != "zxx"));
        AssertAtLeast(8, SampleFolder.Tracks.Select(x => $"{x.GetProperty("year").GetInt32() / 10}0s"));
        AssertAtLeast(25, SampleFolder.Tracks.Select(x => SampleFolder.Strings(x, "genres")[0]));
    }

    private static bool Has(JsonElement line, IReadOnlyList<string> keys) => keys.All(key => line.TryGetProperty(key, out _));

    private static void AssertAtLeast(int count, IEnumerable<string> values)
    {
        var distinct = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Assert.True(distinct.Length >= count, $"{distinct.Length}, expected at least {count}: {string.Join(", ", distinct)}");
    }
}
