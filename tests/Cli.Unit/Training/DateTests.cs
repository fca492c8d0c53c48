using System.Text.Json;

namespace Attune.Cli.Unit.Training;

public sealed class DateTests
{
    [Theory]
    [InlineData("2024-05-01T18:30:00Z", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01t18:30:00z", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T20:30:00+02:00", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T20:30:00+0200", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T20:30:00+02", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T13:00:00-05:30", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T18:30:00", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01 18:30:00", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01 18:30:00+00:00", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-01T18:30", "2024-05-01T18:30:00.0000000Z")]
    [InlineData("2024-05-19T01:44:18.000Z", "2024-05-19T01:44:18.0000000Z")]
    [InlineData("2024-05-19T01:44:18,123456789Z", "2024-05-19T01:44:18.1234567Z")]
    [InlineData("2024-05-01", "2024-05-01T00:00:00.0000000Z")]
    [InlineData("20240501", "2024-05-01T00:00:00.0000000Z")]
    [InlineData("20240501T183000Z", "2024-05-01T18:30:00.0000000Z")]
    [InlineData(" 2024-02-29 ", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000Z")]
    [InlineData("2024-01-01T00:30:00+14:00", "2023-12-31T10:30:00.0000000Z")]
    public async Task An_ISO_8601_date_is_read_with_its_zone_or_as_UTC_without_one(string text, string expected)
    {
        foreach (var row in new[] { await VideoText.CellAsync("created_at", text), await VideoText.FieldAsync("created_at", JsonSerializer.Serialize(text)) })
        {
            Assert.Null(row.Reason);
            Assert.Equal(expected, $"{row.Video!.CreatedAt.ToDateTime():O}");
        }
    }

    [Theory]
    [InlineData("03/04/2024")]
    [InlineData("3/4/24")]
    [InlineData("03.04.2024")]
    [InlineData("03-04-2024")]
    [InlineData("2024/04/03")]
    [InlineData("24-04-03")]
    [InlineData("3-14")]
    [InlineData("10:30")]
    [InlineData("May 2024")]
    [InlineData("2024-05")]
    [InlineData("2024")]
    [InlineData("1 May 2024")]
    [InlineData("Wed, 01 May 2024 18:30:00 GMT")]
    [InlineData("2024-05-01T18:30:00 UTC")]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2024-05-01T24:30:00Z")]
    [InlineData("2024-05-01T18:61:00Z")]
    [InlineData("2024-05-01T12:00:60Z")]
    [InlineData("2024-05-01T18:30:00+15:00")]
    [InlineData("0000-01-01")]
    [InlineData("٢٠٢٤-٠٥-٠١")]
    [InlineData("2 hours ago")]
    [InlineData("yesterday")]
    [InlineData("45413")]
    [InlineData("1714588200")]
    [InlineData("1714588200000")]
    [InlineData("18.01.11")]
    public async Task Any_other_date_is_refused_with_what_would_be_read(string text)
    {
        foreach (var row in new[] { await VideoText.CellAsync("created_at", text), await VideoText.FieldAsync("created_at", JsonSerializer.Serialize(text)) })
        {
            Assert.Null(row.Video);
            Assert.StartsWith($"created_at is '{text}', which is no ISO 8601 date such as 2024-05-01T18:30:00Z", row.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1714588200")]
    [InlineData("\"1714588200\"")]
    [InlineData("1714588200000")]
    public async Task A_number_without_a_unit_is_told_where_it_belongs(string json) =>
        Assert.EndsWith("; epoch time belongs in created_at_seconds or created_at_milliseconds", (await VideoText.FieldAsync("created_at", json)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("created_at_seconds", "1632904713", "2021-09-29T08:38:33.0000000Z")]
    [InlineData("created_at_seconds", "1632904713.0", "2021-09-29T08:38:33.0000000Z")]
    [InlineData("created_at_seconds", "1632904713.25", "2021-09-29T08:38:33.2500000Z")]
    [InlineData("created_at_milliseconds", "1747549963807", "2025-05-18T06:32:43.8070000Z")]
    public async Task Epoch_time_is_read_where_the_column_says_its_unit(string column, string text, string expected)
    {
        foreach (var row in new[] { await VideoText.CellAsync(column, text), await VideoText.FieldAsync(column, text), await VideoText.FieldAsync(column, $"\"{text}\"") })
        {
            Assert.Null(row.Reason);
            Assert.Equal(expected, $"{row.Video!.CreatedAt.ToDateTime():O}");
        }
    }

    [Theory]
    [InlineData("created_at_seconds", "1741222593000", "is past the year 9999; are these milliseconds?")]
    [InlineData("created_at_seconds", "99999999999999999999999999999999", "is past the year 9999")]
    [InlineData("created_at_milliseconds", "999999999999999", "is past the year 9999")]
    [InlineData("created_at_seconds", "1.71459E+09", "which is no number of seconds since 1970")]
    [InlineData("created_at_seconds", "2024-05-01", "which is no number of seconds since 1970")]
    [InlineData("created_at_seconds", "-1", "which is before 1970")]
    [InlineData("created_at_milliseconds", "soon", "which is no number of milliseconds since 1970")]
    public async Task Epoch_time_that_is_none_is_refused(string column, string text, string expected)
    {
        var row = await VideoText.CellAsync(column, text);
        Assert.Null(row.Video);
        Assert.Contains($"{column} is '", row.Reason, StringComparison.Ordinal);
        Assert.Contains(expected, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_has_one_date()
    {
        var rows = await VideoText.ReadAsync(".csv", "id,created_at,created_at_seconds\nv1,2024-05-01,1714521600\nv2,2024-05-01,\nv3,,1714521600\n");
        Assert.Equal(["created_at and created_at_seconds both say when it was posted; give one of them", null, null], rows.Select(row => row.Reason));
        Assert.Equal(rows[1].Video!.CreatedAt, rows[2].Video!.CreatedAt);
    }
}
