using System.Text;

namespace Attune.Cli.Unit.Training;

/// <summary>Files as spreadsheets and scrapers write them.</summary>
public sealed class ScraperFileTests
{
    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(',')]
    public async Task The_first_line_tells_the_separator(char separator)
    {
        var text = "id,views,hashtags,description\r\nv1,1200,a|b,\"one, two; three\tfour\"\r\nv2,3,,x\r\n";
        var rows = await VideoText.ReadAsync(".csv", string.Concat(text.Split('"').Select((part, i) => i % 2 == 1 ? $"\"{part}\"" : part.Replace(',', separator))));
        Assert.All(rows, row => Assert.Null(row.Reason));
        Assert.Equal([("v1", 1200, 2, "one, two; three\tfour"), ("v2", 3, 0, "x")], rows.Select(row => (row.Video!.Id, row.Video.Views, row.Video.Hashtags.Count, row.Video.Description)));
    }

    [Fact]
    public async Task Excel_may_say_the_separator_itself() =>
        Assert.Equal(12, (await VideoText.ReadAsync(".csv", "sep=;\r\nid;views\r\nv1;12\r\n")).Single().Video!.Views);

    [Fact]
    public async Task Columns_without_a_name_and_lines_without_a_value_are_passed_by()
    {
        var rows = await VideoText.ReadAsync(".csv", "\uFEFFid;views;;\r\nv1;1;;\r\n;;;\r\nv2;2;;\r\n");
        Assert.Equal(["v1", "v2"], rows.Select(row => row.Video!.Id));
        // The index that pandas writes in front.
        Assert.Equal(5, (await VideoText.ReadAsync(".csv", ",id,views\n0,v1,5\n")).Single().Video!.Views);
    }

    [Fact]
    public async Task A_comma_of_decimals_is_not_taken_for_a_point()
    {
        var row = (await VideoText.ReadAsync(".csv", "id;duration_seconds\nv1;12,5\n")).Single();
        Assert.Equal("duration_seconds is '12,5', which is no number", row.Reason);
    }

    [Theory]
    [InlineData("0:15")]
    [InlineData("PT1M5S")]
    [InlineData("1,234.5")]
    public async Task A_length_that_is_no_number_of_seconds_is_refused(string text) =>
        Assert.Equal($"duration_seconds is '{text}', which is no number", (await VideoText.CellAsync("duration_seconds", text)).Reason);

    [Fact]
    public async Task A_UTF_16_file_of_Excel_is_read() =>
        Assert.Equal("žluťoučký", (await VideoText.ReadAsync(".csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id\tdescription\r\nv1\tžluťoučký\r\n")])).Single().Video!.Description);

    [Fact]
    public async Task An_id_may_be_a_JSON_number_and_keeps_every_digit() =>
        Assert.Equal("7370520570070338859", (await VideoText.ReadAsync(".jsonl", """{"id":7370520570070338859,"views":"1776621"}""")).Single().Video!.Id);

    [Fact]
    public async Task Who_posted_and_whose_sound_it_is_travel_with_the_video()
    {
        var csv = (await VideoText.ReadAsync(".csv", "id,author,author_handle,sound_name,sound_author,sound_is_original\nv1,Ana Silva,ana.dev,Som original - Ana Silva,Ana Silva,True\n")).Single();
        var json = (await VideoText.ReadAsync(".jsonl", """{"id":"v1","author":"Ana Silva","author_handle":"ana.dev","sound_name":"Som original - Ana Silva","sound_author":"Ana Silva","sound_is_original":true}""")).Single();
        Assert.Null(csv.Reason);
        Assert.Equal(json.Video, csv.Video);
        Assert.Equal("sound_is_original is 'perhaps', which is neither true nor false", (await VideoText.CellAsync("sound_is_original", "perhaps")).Reason);
    }
}
