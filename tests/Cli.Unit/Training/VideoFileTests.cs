using Attune.Cli.Training;

namespace Attune.Cli.Unit.Training;

public sealed class VideoFileTests
{
    private const string Header = "id,views,likes,shares,comments,followers,duration_seconds,hashtags,sound_name,description,created_at\n";

    [Fact]
    public async Task A_csv_line_and_a_json_line_of_the_same_video_are_the_same()
    {
        var csv = await ReadAsync(".csv", Header + "v1,1000,50,,3,,12.5,\"fun, #cats dogs\",\"Sound, \"\"live\"\"\",two\u00e4 words,2024-05-01T18:30:00\n");
        var json = await ReadAsync(".jsonl", """{"id":"v1","views":1000,"likes":50,"comments":3,"duration_seconds":12.5,"hashtags":["fun","#cats","dogs"],"sound_name":"Sound, \"live\"","description":"twoä words","created_at":"2024-05-01T20:30:00+02:00"}""");
        Assert.Null(csv.Single().Reason);
        Assert.Equal(json.Single().Video, csv.Single().Video);
        Assert.False(csv.Single().Video!.HasShares);
        Assert.Equal("2024-05-01T18:30:00.0000000Z", $"{csv.Single().Video!.CreatedAt.ToDateTime():O}");
    }

    [Fact]
    public async Task Each_bad_csv_line_is_refused_with_its_number_and_the_others_are_read()
    {
        var rows = await ReadAsync(".csv", Header
            + "v1,1,1,,,,,,,\"two\nlines\",\n"
            + "v2,many,1,,,,long,,,,yesterday-ish\n"
            + "v3,1,1\n"
            + "v4,1,1,,,,,,,a \"quote,\n"
            + "v5,-5,1,,,,Infinity,,,,\n");
        Assert.Equal([2, 4, 5, 6, 7], rows.Select(row => row.Number).Order());
        var reasons = rows.Where(row => row.Reason is not null).ToDictionary(row => row.Number, row => row.Reason!);
        Assert.Equal([4, 5, 6], reasons.Keys.Order());
        Assert.Contains("views is 'many'", reasons[4], StringComparison.Ordinal);
        Assert.Contains("duration_seconds is 'long'", reasons[4], StringComparison.Ordinal);
        Assert.Contains("created_at is 'yesterday-ish'", reasons[4], StringComparison.Ordinal);
        Assert.Contains("cells", reasons[5], StringComparison.Ordinal);
        Assert.Contains("quotation mark", reasons[6], StringComparison.Ordinal);
        // The service judges values; the file only has to be readable.
        Assert.True(double.IsPositiveInfinity(rows.Single(row => row.Number == 7).Video!.DurationSeconds));
    }

    [Theory]
    [InlineData("id,veiws\n", "'veiws' is no column")]
    [InlineData("id,views,views\n", "'views' comes twice")]
    [InlineData("views\n1\n", "'id' is missing")]
    public async Task A_first_line_that_names_other_columns_refuses_the_file(string text, string expected)
    {
        var error = await Assert.ThrowsAsync<CliException>(() => ReadAsync(".csv", text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unusable, error.ExitCode);
    }

    [Fact]
    public async Task An_empty_file_holds_no_videos()
    {
        Assert.Empty(await ReadAsync(".csv", ""));
        Assert.Empty(await ReadAsync(".csv", Header));
        Assert.Empty(await ReadAsync(".jsonl", ""));
    }

    [Fact]
    public async Task A_byte_order_mark_and_crlf_do_no_harm() =>
        Assert.Equal("v1", (await ReadAsync(".csv", "\uFEFFid,views\r\nv1,3\r\n")).Single().Video!.Id);

    [Fact]
    public async Task A_csv_line_that_is_not_UTF_8_is_refused()
    {
        var rows = await ReadAsync(".csv", [.. "id,description\nv1,"u8, 0xFF, .. "\nv2,fine\n"u8]);
        Assert.Equal(["the line is not valid UTF-8", null], rows.Select(row => row.Reason));
    }

    [Fact]
    public async Task Bad_json_lines_say_why()
    {
        var rows = await ReadAsync(".jsonl", "{\"id\":\"v1\",\"veiws\":1}\n{\"id\":\"v2\",\"created_at\":\"soon\"}\n{\"id\":\"v3\",\"duration_seconds\":NaN}\n");
        Assert.Equal(["unknown field veiws", "created_at is 'soon', which is no ISO 8601 date such as 2024-05-01T18:30:00Z"], rows.Take(2).Select(row => row.Reason));
        Assert.Contains("NaN", rows[2].Reason, StringComparison.Ordinal);
    }

    private static Task<List<VideoFileRow>> ReadAsync(string ending, string text) => VideoText.ReadAsync(ending, text);

    private static Task<List<VideoFileRow>> ReadAsync(string ending, byte[] content) => VideoText.ReadAsync(ending, content);
}
