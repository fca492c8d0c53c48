using System.Text;
using Attune.Cli.Importing;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Cli.Unit;

public sealed class JsonLineReaderTests
{
    [Fact]
    public async Task Empty_lines_count_but_are_not_returned() =>
        Assert.Equal([(1L, "a"), (4L, "b")], await ReadAsync("a\n\n  \r\nb\r\n"u8.ToArray()));

    [Fact]
    public async Task The_last_line_needs_no_end() => Assert.Equal([(1L, "a"), (2L, "b")], await ReadAsync("a\nb"u8.ToArray()));

    [Fact]
    public async Task A_byte_order_mark_is_skipped() => Assert.Equal([(1L, "a")], await ReadAsync([0xEF, 0xBB, 0xBF, (byte)'a']));

    [Fact]
    public async Task An_empty_file_has_no_line() => Assert.Empty(await ReadAsync([]));

    [Fact]
    public async Task A_line_that_is_too_long_is_named_with_its_length_and_the_next_one_is_read()
    {
        var longLine = new byte[JsonLineReader.LongestLine + 5];
        Array.Fill(longLine, (byte)'x');
        using var stream = new MemoryStream([.. longLine, (byte)'\n', (byte)'b']);
        var lines = new List<JsonLine>();
        await foreach (var line in JsonLineReader.ReadAsync(stream, CancellationToken.None)) lines.Add(line);
        Assert.Equal((1L, true, (long)longLine.Length), (lines[0].Number, lines[0].Text is null, lines[0].Bytes));
        Assert.Equal((2L, "b"), (lines[1].Number, Encoding.UTF8.GetString(lines[1].Text!.Value.Span)));
    }

    [Fact]
    public void However_the_bytes_arrive_the_lines_are_those_of_the_text() => Prop.ForAll<string[], int>((texts, seed) =>
    {
        string[] lines = [.. texts.Select(text => new string([.. (text ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]))];
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        using var stream = new TrickleStream(bytes, seed);
        var expected = lines.Select((text, i) => ((long)(i + 1), text.Trim(' '))).Where(line => line.Item2.Length > 0);
        return ReadAsync(stream).GetAwaiter().GetResult().SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    private static async Task<List<(long Number, string Text)>> ReadAsync(byte[] bytes)
    {
        using var stream = new TrickleStream(bytes, 1);
        return await ReadAsync(stream);
    }

    private static async Task<List<(long Number, string Text)>> ReadAsync(Stream stream)
    {
        var lines = new List<(long, string)>();
        await foreach (var line in JsonLineReader.ReadAsync(stream, CancellationToken.None)) lines.Add((line.Number, Encoding.UTF8.GetString(line.Text!.Value.Span)));
        return lines;
    }
}
