using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Attune.Samples.Unit;

public sealed partial class FileFormatTests
{
    [Theory]
    [InlineData("tracks.jsonl")]
    [InlineData("playlists.jsonl")]
    public void A_file_is_UTF8_without_a_mark_or_loose_accents_and_every_line_ends_with_one_line_feed(string file)
    {
        var bytes = File.ReadAllBytes(SampleFolder.PathOf(file));
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);

        Assert.NotEqual('\uFEFF', text[0]);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        // An accent as a character of its own looks the same and compares differently. (String.IsNormalized says yes to everything under the invariant culture.)
        Assert.DoesNotContain(text, x => char.GetUnicodeCategory(x) == UnicodeCategory.NonSpacingMark);
    }

    [Fact]
    public void Every_track_obeys_the_track_schema()
    {
        var schema = SampleFolder.Schema("track");
        Assert.Empty(SampleFolder.Tracks.SelectMany(x => schema.Violations(x).Select(v => $"{SampleFolder.Id(x)} {v}")));
    }

    [Fact]
    public void Every_playlist_obeys_the_playlist_schema()
    {
        var schema = SampleFolder.Schema("playlist");
        Assert.Empty(SampleFolder.Playlists.SelectMany(x => schema.Violations(x).Select(v => $"{SampleFolder.Id(x)} {v}")));
    }

    [Fact]
    public void Ids_are_slugs()
    {
        var ids = SampleFolder.Tracks.Concat(SampleFolder.Playlists).Select(SampleFolder.Id);
        Assert.DoesNotContain(ids, x => !Slug().IsMatch(x));
    }

    [Fact]
    public void Tracks_are_sorted_by_id_and_no_id_is_given_twice() => AssertStrictlyAscending(SampleFolder.Tracks.Select(SampleFolder.Id));

    [Fact]
    public void Playlists_are_sorted_by_id_and_no_id_is_given_twice() => AssertStrictlyAscending(SampleFolder.Playlists.Select(SampleFolder.Id));

    private static void AssertStrictlyAscending(IEnumerable<string> ids)
    {
        var all = ids.ToArray();
        Assert.DoesNotContain(all.Zip(all.Skip(1)), x => string.CompareOrdinal(x.First, x.Second) >= 0);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slug();
}
