using System.Text;
using Attune.Cli.Importing;
using Attune.Contracts.Matching.V1;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Cli.Unit;

public sealed class RowReaderTests
{
    [Fact]
    public void A_whole_track_becomes_a_message()
    {
        var (track, reason) = Read("""{"id":"a","title":"T","artists":["A","B"],"year":1999,"language":"en","genres":["g"],"moods":["m"],"themes":["t"],"audio":{"tempo_bpm":120.5,"energy":0,"estimated":true},"summary":"s","context":"c","album":"l"}""");
        Assert.Null(reason);
        Assert.Equal(
            new Track
            {
                Id = "a", Title = "T", Artists = { "A", "B" }, Year = 1999, Language = "en", Genres = { "g" }, Moods = { "m" }, Themes = { "t" },
                Audio = new AudioFeatures { TempoBpm = 120.5, Energy = 0, Estimated = true }, Summary = "s", Context = "c", Album = "l",
            },
            track);
    }

    [Fact]
    public void A_whole_playlist_becomes_a_message()
    {
        var bytes = """{"id":"p","name":"N","description":"D","track_ids":["a"],"moods":["m"],"themes":["t"],"context":"c"}"""u8.ToArray();
        Assert.Equal(
            new Playlist { Id = "p", Name = "N", Description = "D", TrackIds = { "a" }, Moods = { "m" }, Themes = { "t" }, Context = "c" },
            RowReader.Read<PlaylistLine, Playlist>(new JsonLine(1, bytes, bytes.Length), (_, line) => line.ToMessage()).Row);
    }

    [Theory]
    [InlineData("""{"id":1}""", "the field id has a value of the wrong type")]
    [InlineData("""{"id":null}""", "the field id must not be null; leave it out")]
    [InlineData("""{"audio":{"loudness":1}}""", "unknown field audio.loudness")]
    [InlineData("""{"year":19.5}""", "the field year has a value of the wrong type")]
    [InlineData("""{"Title":"x"}""", "unknown field Title")]
    [InlineData("""{"title":"x"} trailing""", "the line is not JSON")]
    [InlineData("null", "the line is null; it must be a JSON object")]
    [InlineData("\"text\"", "the line is not a JSON object")]
    [InlineData("""{"audio":{"energy":-Infinity}}""", "NaN and Infinity are no JSON numbers")]
    public void A_line_that_is_no_track_says_why(string line, string reason) => Assert.Contains(reason, Read(line).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"id":"a","Title":"x","Artist":"y","audio":{"energy":1,"loudness":-7,"key":3},"popularity":9}""", "unknown fields Title, Artist, audio.loudness, audio.key, popularity")]
    [InlineData("""{"Title":1,"audio":[1],"year":"x"}""", "unknown field Title")]
    [InlineData("""{"a":{"b":1},"a":2,"id":3}""", "unknown field a")]
    [InlineData("""{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1}""", "unknown fields a, b, c, d, e, f, g, h, i, j and 2 more")]
    public void All_unknown_fields_of_a_line_are_named(string line, string reason) => Assert.Equal(reason, Read(line).Reason);

    [Fact]
    public void A_long_name_of_an_unknown_field_is_cut() =>
        Assert.Equal($"unknown field {new string('x', 60)}…", Read($$"""{"{{new string('x', 5_000)}}":1}""").Reason);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal("the line is not valid UTF-8", RowReader.Read<TrackLine, Track>(new JsonLine(1, new byte[] { (byte)'"', 0xFF, (byte)'"' }, 3), (_, line) => line.ToMessage()).Reason);

    [Fact]
    public void No_line_whatever_throws_and_each_has_either_a_row_or_a_reason() => Prop.ForAll<string>(text =>
    {
        var (track, reason) = Read(text ?? "");
        return (track is null) != (reason is null);
    }).QuickCheckThrowOnFailure();

    private static (Track? Track, string? Reason) Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return RowReader.Read<TrackLine, Track>(new JsonLine(1, bytes, bytes.Length), (_, line) => line.ToMessage());
    }
}
