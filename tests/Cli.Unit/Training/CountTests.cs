using System.Text.Json;
using Attune.Contracts.Training.V1;

namespace Attune.Cli.Unit.Training;

public sealed class CountTests
{
    [Theory]
    [InlineData("1234", 1234)]
    [InlineData(" 1234 ", 1234)]
    [InlineData("-5", -5)]
    [InlineData("0", 0)]
    [InlineData("1234.0", 1234)]
    [InlineData("1,234", 1234)]
    [InlineData("1,234,567", 1_234_567)]
    [InlineData("1 234 567", 1_234_567)]
    [InlineData("1\u202F234", 1234)]
    [InlineData("1\u00A0234", 1234)]
    [InlineData("1.2K", 1_200)]
    [InlineData("42.3k", 42_300)]
    [InlineData("1.2M", 1_200_000)]
    [InlineData("13B", 13_000_000_000)]
    [InlineData("1.2e6", 1_200_000)]
    [InlineData("1.2E+6", 1_200_000)]
    [InlineData("6807491984882765062", 6807491984882765062)]
    public async Task A_whole_number_is_read_however_a_scraper_writes_it(string text, long expected)
    {
        foreach (var row in new[] { await VideoText.CellAsync("views", text), await VideoText.FieldAsync("views", JsonSerializer.Serialize(text)) })
        {
            Assert.Null(row.Reason);
            Assert.Equal(expected, row.Video!.Views);
        }
    }

    [Theory]
    [InlineData("many", "which is no whole number")]
    [InlineData("1.5", "which is no whole number")]
    [InlineData("1.234", "which is no whole number")]
    [InlineData("1,2M", "which is no whole number")]
    [InlineData("12,34", "which is no whole number")]
    [InlineData("1,234K", "which is no whole number")]
    [InlineData("1.2345K", "which is no whole number")]
    [InlineData("12e-1", "which is no whole number")]
    [InlineData("1.2M views", "which is no whole number")]
    [InlineData("0x10", "which is no whole number")]
    [InlineData("١٢٣", "which is no whole number")]
    [InlineData("Infinity", "which is no whole number")]
    [InlineData("true", "which is no whole number")]
    [InlineData("9223372036854775808", "which is more than any count")]
    [InlineData("99999999999999999999999999999999", "which is more than any count")]
    [InlineData("1e30", "which is more than any count")]
    public async Task Anything_else_is_refused_naming_the_cell(string text, string expected)
    {
        foreach (var row in new[] { await VideoText.CellAsync("views", text), await VideoText.FieldAsync("views", JsonSerializer.Serialize(text)) })
        {
            Assert.Null(row.Video);
            Assert.Contains($"views is '{text}', {expected}", row.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1234", 1234)]
    [InlineData("1234.0", 1234)]
    [InlineData("1.2e6", 1_200_000)]
    public async Task A_JSON_number_is_whole_however_it_is_written(string json, long expected) =>
        Assert.Equal(expected, (await VideoText.FieldAsync("views", json)).Video?.Views);

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("nan")]
    [InlineData("\\N")]
    public async Task What_R_Python_and_databases_print_for_nothing_is_unknown_and_text_stays_text(string text)
    {
        foreach (var column in new[] { "views", "duration_seconds", "created_at", "created_at_seconds", "sound_is_original" })
        {
            var row = await VideoText.CellAsync(column, text);
            Assert.Null(row.Reason);
            Assert.Equal(new Video { Id = "v1" }, row.Video);
        }
        Assert.Equal(text, (await VideoText.CellAsync("description", text)).Video!.Description);
    }

    [Fact]
    public async Task A_JSON_null_is_unknown_in_every_field() => Assert.Equal(
        new Video { Id = "v1" },
        (await VideoText.ReadAsync(".jsonl", """{"id":"v1","views":null,"duration_seconds":null,"hashtags":null,"sound_name":null,"description":null,"created_at":null,"sound_is_original":null}""")).Single().Video);

    [Fact]
    public async Task Every_field_that_is_wrong_is_named_at_once_in_JSON_too()
    {
        var row = await VideoText.FieldAsync("views", """[1],"likes":"lots","created_at":"3-14","veiws":1,"sound_name":{"a":1},"hashtags":"['a'" """);
        Assert.Equal(
            [
                "unknown field veiws", "views has a value of the wrong type", "likes is 'lots', which is no whole number", "sound_name has a value of the wrong type",
                "created_at is '3-14', which is no ISO 8601 date such as 2024-05-01T18:30:00Z", "hashtags is '['a'', a list that is never closed",
            ],
            row.Reason!.Split("; "));
    }
}
