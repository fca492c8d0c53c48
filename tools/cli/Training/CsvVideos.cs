using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace Attune.Cli.Training;

/// <summary>
/// Videos from a CSV file (RFC 4180, UTF-8). The first line names the columns as JSON names the fields; an empty cell is unknown; hashtags stand in one cell,
/// parted by spaces or commas.
/// </summary>
internal static class CsvVideos
{
    private static readonly string[] Columns =
        ["id", "views", "likes", "shares", "comments", "followers", "duration_seconds", "hashtags", "sound_name", "description", "created_at"];

    // One row must stay below the 4 MiB of a gRPC message; a quotation mark that is never closed takes the rest of the file up to this.
    private const int LongestRecord = 3 * 1024 * 1024;

    /// <exception cref="CliException">The first line names no columns, or unknown ones; or a line is far too long.</exception>
    public static async IAsyncEnumerable<VideoFileRow> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var refused = new Queue<VideoFileRow>();
        await using var csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',', TrackLineNumbers = true, MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Skip, FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => refused.Enqueue(new(record.LineNumber, null, Reason(record.Reason))),
        });
        await csv.ReadHeaderAsync(cancellationToken);
        string[] header = [.. csv.Headers.Select(name => name.Trim())];
        if (header.Length > 0) Check(header);
        while (await NextAsync(csv, cancellationToken))
        {
            while (refused.TryDequeue(out var row)) yield return row;
            yield return Utf8.IsValid(csv.RawRecord) ? Row(csv.LineNumber, header, csv.Current.ToArray()) : new(csv.LineNumber, null, "the line is not valid UTF-8");
        }
        while (refused.TryDequeue(out var row)) yield return row;
    }

    private static async Task<bool> NextAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException error)
        {
            throw new CliException($"Line {error.LineNumber} has more than {LongestRecord:N0} bytes; is a quotation mark not closed?", ExitCode.Unusable);
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
        var problems = header.Except(Columns, StringComparer.Ordinal).Select(name => $"'{Short(name)}' is no column")
            .Concat(header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"'{Short(group.Key)}' comes twice"))
            .Concat(header.Contains("id", StringComparer.Ordinal) ? [] : ["'id' is missing"]).ToList();
        if (problems.Count > 0)
            throw new CliException($"The first line must name the columns: {string.Join("; ", problems)}. There are {string.Join(", ", Columns)}.", ExitCode.Unusable);
    }

    private static VideoFileRow Row(long number, string[] header, string[] cells)
    {
        var reasons = new List<string>();
        var video = new VideoLine
        {
            Id = Cell("id"), Views = Count("views"), Likes = Count("likes"), Shares = Count("shares"), Comments = Count("comments"), Followers = Count("followers"),
            DurationSeconds = Seconds(), SoundName = Cell("sound_name"), Description = Cell("description"), CreatedAt = Date(),
            Hashtags = Cell("hashtags").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        return reasons.Count > 0 ? new(number, null, string.Join("; ", reasons)) : new(number, video.ToMessage(), null);

        string Cell(string column) => Array.IndexOf(header, column) is >= 0 and var at ? cells[at] : "";

        long? Count(string column)
        {
            var cell = Cell(column);
            if (cell.Length == 0) return null;
            if (long.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)) return count;
            reasons.Add($"{column} is '{Short(cell)}', which is no whole number");
            return null;
        }

        double? Seconds()
        {
            var cell = Cell("duration_seconds");
            if (cell.Length == 0) return null;
            // "NaN" gets through to the service, which says what the range is.
            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return seconds;
            reasons.Add($"duration_seconds is '{Short(cell)}', which is no number");
            return null;
        }

        DateTimeOffset? Date()
        {
            var cell = Cell("created_at");
            if (cell.Length == 0) return null;
            if (UtcDateConverter.TryParse(cell, out var date)) return date;
            reasons.Add($"created_at is '{Short(cell)}', which is no date such as 2024-05-01T18:30:00Z");
            return null;
        }
    }

    private static string Short(string cell) => cell.Length <= 40 ? cell : $"{cell[..40]}…";
}
