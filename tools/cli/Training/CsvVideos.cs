using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace Attune.Cli.Training;

/// <summary>
/// Videos from a CSV file (RFC 4180). The first line names the columns as JSON names the fields, and tells by its own separators whether
/// commas, semicolons or tabs part them. An empty cell is unknown; columns without a name and lines without a value are passed by.
/// </summary>
internal static class CsvVideos
{
    // One row must stay below the 4 MiB of a gRPC message; a quotation mark that is never closed takes the rest of the file up to this.
    private const int LongestRecord = 3 * 1024 * 1024;

    /// <exception cref="CliException">The first line names no columns, or unknown ones; or a line is far too long.</exception>
    public static async IAsyncEnumerable<VideoFileRow> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var refused = new Queue<VideoFileRow>();
        await using var csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = await SeparatorAsync(stream, cancellationToken), TrackLineNumbers = true, MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Skip, FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => refused.Enqueue(new(record.LineNumber, null, Reason(record.Reason))),
        });
        await csv.ReadHeaderAsync(cancellationToken);
        string[] header = [.. csv.Headers.Select(name => name.Trim())];
        if (header.Length > 0) Check(header);
        while (await NextAsync(csv, cancellationToken))
        {
            while (refused.TryDequeue(out var row)) yield return row;
            if (!Utf8.IsValid(csv.RawRecord)) yield return new(csv.LineNumber, null, "the line is not valid UTF-8");
            else if (csv.Current.ToArray() is var cells && !cells.All(string.IsNullOrWhiteSpace))
                yield return Row(csv.LineNumber, header, cells);
        }
        while (refused.TryDequeue(out var row)) yield return row;
    }

    /// <returns>Null where the first line is Excel's "sep=;", which the reader understands.</returns>
    private static async Task<char?> SeparatorAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[4096];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        var line = start.AsSpan(0, read);
        if (line.IndexOf((byte)'\n') is >= 0 and var end) line = line[..end];
        // Behind a byte order mark, if there is one.
        if (line.IndexOf("sep="u8) is 0 or 3) return null;
        return line.Contains((byte)',') ? ',' : line.Contains((byte)';') ? ';' : line.Contains((byte)'\t') ? '\t' : ',';
    }

    private static async Task<bool> NextAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException error)
        {
            throw new CliException(
                $"Line {error.LineNumber} has more than {LongestRecord:N0} bytes; is a quotation mark not closed?", ExitCode.Unusable);
        }
    }

    private static string Reason(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.FieldCountMismatch => "the line has more or fewer cells than the first line names columns",
        CsvMalformedReason.UnterminatedQuote => "a quoted cell is never closed; everything behind it belongs to it",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a quoted cell; double a quotation mark that belongs to the text",
        _ => "a quotation mark stands in a cell that is not quoted; quote the cell and double the mark",
    };

    private static void Check(string[] header)
    {
        string[] named = [.. header.Where(name => name.Length > 0)];
        var problems = named.Except(VideoColumns.Names, StringComparer.Ordinal).Select(name => $"'{Short(name)}' is no column")
            .Concat(named.CountBy(name => name, StringComparer.Ordinal).Where(pair => pair.Value > 1)
                .Select(pair => $"'{Short(pair.Key)}' comes twice"))
            .Concat(header.Contains("id", StringComparer.Ordinal) ? [] : ["'id' is missing"]).ToList();
        if (problems.Count > 0)
            throw new CliException(
                $"The first line must name the columns: {string.Join("; ", problems)}. There are {string.Join(", ", VideoColumns.Names)}.",
                ExitCode.Unusable);
    }

    private static VideoFileRow Row(long number, string[] header, string[] cells)
    {
        var reasons = new List<string>();
        var video = VideoColumns.Read((column, _) => Array.IndexOf(header, column) is >= 0 and var at ? cells[at] : "", reasons);
        return video is null ? new(number, null, string.Join("; ", reasons)) : new(number, video, null);
    }

    private static string Short(string cell) => cell.Length <= 40 ? cell : $"{cell[..40]}…";
}
