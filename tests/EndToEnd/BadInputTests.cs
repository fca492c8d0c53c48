using System.Text;
using Attune.Testing;

namespace Attune.EndToEnd;

[Collection(SystemCollection.Name)]
public sealed class BadInputTests(AttuneSystem system)
{
    [Fact]
    public async Task Every_bad_line_is_reported_with_number_and_reason_and_the_good_ones_are_imported()
    {
        var path = Path.Combine(Path.GetTempPath(), $"attune-bad-{Guid.NewGuid():N}.jsonl");
        var id = $"bad-{Guid.NewGuid():N}";
        string[] lines =
        [
            $$"""{"id":"{{id}}-1","title":"Good","artists":["A"]}""",
            "{\"id\":\"cut",
            $$"""{"id":"{{id}}-3","title":"Typo","artists":["A"],"titel":"x"}""",
            $$"""{"id":"{{id}}-1","title":"Twice","artists":["A"]}""",
            $$"""{"id":"{{id}}-5","title":"  ","artists":["A"]}""",
            $$"""{"id":"{{id}}-6","title":"NaN","artists":["A"],"audio":{"energy":NaN} }""",
            $$"""{"id":"{{id}}-7","title":"NaN","artists":["A"],"audio":{"energy":"NaN"} }""",
            $$"""{"id":"{{id}}-8","title":"{{new string('x', 1 << 20)}}","artists":["A"]}""",
            "",
            $$"""{"id":"{{id}}-10","title":"Null","artists":[null]}""",
            $$"""{"id":"{{id}}-11","title":"{{new string('x', 4 << 20)}}","artists":["A"]}""",
            $$"""{"id":"{{id}}-12","title":"Twice","title":"Twice","artists":["A"]}""",
            $$"""{"id":"{{id}}-13","title":"Lone \ud800 surrogate","artists":["A"]}""",
            "[1]",
            $$"""{"id":"{{id}}-15","title":"Also good","artists":["B"]}""",
        ];
        await File.WriteAllLinesAsync(path, lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var (code, output) = await Cli.RunAsync(system, "import", "tracks", path);

        Assert.Equal(1, code);
        Assert.Contains("2 tracks inserted, 0 updated, 0 unchanged, 12 rejected", output, StringComparison.Ordinal);
        Contains(2, "the line is not JSON");
        Contains(3, "unknown field titel");
        Contains(4, $"id '{id}-1' came before, in row 1");
        Contains(5, "title must not be blank");
        Contains(6, "NaN and Infinity are no JSON numbers");
        Contains(7, "audio.energy is NaN; it must be a finite number from 0 to 1");
        Contains(8, "title has 1,048,576 characters; at most 500 are allowed");
        Contains(10, "a list contains null");
        Contains(11, "bytes; at most 3,145,728 are read");
        Contains(12, "the field title comes twice");
        Contains(13, "the field title holds half a surrogate pair");
        Contains(14, "the line is not a JSON object");
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        File.Delete(path);

        void Contains(int line, string reason) =>
            Assert.True(output.Split('\n').Any(text => text.StartsWith($"{path}:{line}", StringComparison.Ordinal) && text.Contains(reason, StringComparison.Ordinal)), $"line {line}: {reason}\n{output}");
    }

    [Fact]
    public async Task A_playlist_with_unknown_members_is_refused_with_their_names()
    {
        var path = Path.Combine(Path.GetTempPath(), $"attune-bad-{Guid.NewGuid():N}.jsonl");
        await File.WriteAllTextAsync(path, """{"id":"strangers","name":"Strangers","track_ids":["nobody-1","nobody-2"]}""");
        var (code, output) = await Cli.RunAsync(system, "import", "playlists", path);
        Assert.Equal(1, code);
        Assert.Contains("names 2 unknown: 'nobody-1', 'nobody-2'; import the tracks first", output, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Theory]
    [InlineData("import", "tracks", "/does/not/exist.jsonl")]
    [InlineData("match", "--limit", "many")]
    [InlineData("match", "--limit", "1001")]
    [InlineData("match", "--gateway", "nonsense")]
    [InlineData("backfill", "start", "everything")]
    [InlineData("frobnicate")]
    public async Task Unusable_arguments_end_with_2_and_a_message(params string[] arguments)
    {
        var (code, output) = await Cli.RunAsync(system, arguments);
        Assert.True(code == 2, output);
        Assert.NotEmpty(output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_playlist_is_named()
    {
        var (code, output) = await Cli.RunAsync(system, "match", "--playlist", "no-such-playlist");
        Assert.Equal(1, code);
        Assert.Contains("The catalogue has no playlists 'no-such-playlist'", output, StringComparison.Ordinal);
    }
}
