using System.Text.Json;
using System.Text.RegularExpressions;

namespace Attune.Samples.Unit;

public sealed partial class SchemaTests
{
    private const string GoodTrack = """{"id":"a","title":"A","artists":["B"]}""";
    private const string GoodPlaylist = """{"id":"p","name":"P"}""";

    [Theory]
    [InlineData("track", GoodTrack)]
    [InlineData("playlist", GoodPlaylist)]
    [InlineData("track", """{"id":"A.b_c:d-9","title":"A","artists":["B"],"year":1850,"language":"","audio":{}}""")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"year":2100,"audio":{"tempo_bpm":300,"energy":0,"valence":1}}""")]
    [InlineData("playlist", """{"id":"p","name":"P","description":"","track_ids":[]}""")]
    public void The_least_and_the_edges_are_accepted(string schema, string line) => Assert.Empty(Violations(schema, line));

    [Theory]
    [InlineData("track", """{"title":"A","artists":["B"]}""", "id is missing")]
    [InlineData("track", """{"id":"a b","title":"A","artists":["B"]}""", "$.id: breaks pattern")]
    [InlineData("track", """{"id":"a","title":" ","artists":["B"]}""", "$.title: breaks pattern")]
    [InlineData("track", """{"id":"a","title":"A","artists":[]}""", "$.artists: breaks minItems 1")]
    [InlineData("track", """{"id":"a","title":"A","artists":[""]}""", "$.artists[0]: breaks minLength 1")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"year":1849}""", "$.year: breaks minimum 1850")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"year":2101}""", "$.year: breaks maximum 2100")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"year":"1999"}""", "$.year: not of type integer")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"language":"pt_BR"}""", "$.language: breaks pattern")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"audio":{"tempo_bpm":19.9}}""", "$.audio.tempo_bpm: breaks minimum 20")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"audio":{"energy":1.1}}""", "$.audio.energy: breaks maximum 1")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"audio":{"loudness":1}}""", "$.audio: unknown key loudness")]
    [InlineData("track", """{"id":"a","title":"A","artists":["B"],"mood":"sad"}""", "$: unknown key mood")]
    [InlineData("playlist", """{"id":"p","name":""}""", "$.name: breaks pattern")]
    [InlineData("playlist", """{"id":"p","name":"P","track_ids":["a","a"]}""", "$.track_ids: breaks uniqueItems")]
    public void A_line_outside_the_limits_is_refused_with_the_reason(string schema, string line, string reason) =>
        Assert.Contains(reason, Assert.Single(Violations(schema, line)), StringComparison.Ordinal);

    [Theory]
    [InlineData("track", "title", 500)]
    [InlineData("playlist", "name", 200)]
    [InlineData("playlist", "description", 5000)]
    [InlineData("track", "summary", 2000)]
    [InlineData("track", "context", 1000)]
    [InlineData("track", "album", 500)]
    [InlineData("playlist", "context", 1000)]
    public void Text_may_be_as_long_as_the_limit_counted_in_characters_and_no_longer(string schema, string key, int limit)
    {
        // Two UTF-16 units, one character.
        string With(int length) => $$"""{{{(schema == "track" ? GoodTrack : GoodPlaylist)[1..^1]}},"{{key}}":"{{string.Concat(Enumerable.Repeat("🎵", length))}}"}""";

        Assert.Empty(Violations(schema, With(limit)));
        Assert.Single(Violations(schema, With(limit + 1)));
    }

    [Fact]
    public void The_track_schema_has_exactly_the_fields_of_the_contract()
    {
        var schema = SampleFolder.Schema("track");
        Assert.Equal(ProtoFields("track", "Track"), schema.Keys());
        Assert.Equal(ProtoFields("track", "AudioFeatures"), schema.Keys("audio"));
    }

    [Fact]
    public void The_playlist_schema_has_exactly_the_fields_of_the_contract() =>
        Assert.Equal(ProtoFields("playlist", "Playlist"), SampleFolder.Schema("playlist").Keys());

    private static IReadOnlyList<string> Violations(string schema, string line)
    {
        using var document = JsonDocument.Parse(line);
        return SampleFolder.Schema(schema).Violations(document.RootElement);
    }

    private static string[] ProtoFields(string file, string message)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "protos", $"{file}.proto"));
        var start = text.IndexOf($"message {message} {{", StringComparison.Ordinal);
        var body = text[start..text.IndexOf('}', start)];
        return [.. Field().Matches(body).Select(x => x.Groups["name"].Value)];
    }

    [GeneratedRegex(@"^  (repeated |optional )?\w+ (?<name>\w+) = \d+;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
