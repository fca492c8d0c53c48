using Attune.Cli.Connection;
using Attune.Contracts.Matching.V1;
using Google.Protobuf;

namespace Attune.Cli.Importing;

/// <summary>
/// Streams a file to the catalogue. Lines that are no rows are refused here, rows that break a rule by the service; both end
/// in one summary under the number of the line.
/// </summary>
internal static class FileImport
{
    // With one longest line on top still below the 4 MiB that a message may have.
    private const int MessageSize = 512 * 1024;

    // No message may be larger than 4 MiB, and no service takes a larger row in whatever company.
    private const int LargestRow = 3 * 1024 * 1024;

    private const int MostRejectionsKept = 1_000;

    public static async Task<ImportSummary> TracksAsync(GatewayConnection gateway, string path, CancellationToken cancellationToken)
    {
        using var call = gateway.Catalog.ImportTracks(cancellationToken: cancellationToken);
        var refused = await SendAsync<TrackLine, TrackRow>(
            path,
            (number, line) => new TrackRow { Number = number, Track = line.ToMessage() },
            rows => call.RequestStream.WriteAsync(new ImportTracksRequest { Rows = { rows } }, cancellationToken),
            cancellationToken);
        await call.RequestStream.CompleteAsync();
        return Merge((await call).Summary, refused);
    }

    public static async Task<ImportSummary> PlaylistsAsync(GatewayConnection gateway, string path, CancellationToken cancellationToken)
    {
        using var call = gateway.Catalog.ImportPlaylists(cancellationToken: cancellationToken);
        var refused = await SendAsync<PlaylistLine, PlaylistRow>(
            path,
            (number, line) => new PlaylistRow { Number = number, Playlist = line.ToMessage() },
            rows => call.RequestStream.WriteAsync(new ImportPlaylistsRequest { Rows = { rows } }, cancellationToken),
            cancellationToken);
        await call.RequestStream.CompleteAsync();
        return Merge((await call).Summary, refused);
    }

    private static async Task<Refusals> SendAsync<TLine, TRow>(
        string path, Func<long, TLine, TRow> toRow, Func<IReadOnlyList<TRow>, Task> sendAsync, CancellationToken cancellationToken)
        where TLine : class
        where TRow : IMessage
    {
        var refused = new Refusals();
        var rows = new List<TRow>();
        var size = 0;
        await using var stream = Open(path);
        await foreach (var line in JsonLineReader.ReadAsync(stream, cancellationToken))
        {
            var (row, reason) = RowReader.Read<TLine, TRow>(line, toRow);
            if (row is null)
            {
                refused.Add(line.Number, reason!);
                continue;
            }
            var bytes = row.CalculateSize();
            if (bytes > LargestRow)
            {
                refused.Add(line.Number, $"the row has {bytes:N0} bytes; at most {LargestRow:N0} can be sent");
                continue;
            }
            rows.Add(row);
            size += bytes;
            if (size < MessageSize) continue;
            await sendAsync(rows);
            rows.Clear();
            size = 0;
        }
        if (rows.Count > 0) await sendAsync(rows);
        return refused;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {error.Message}", ExitCode.Unusable);
        }
    }

    private static ImportSummary Merge(ImportSummary summary, Refusals refused)
    {
        var rejections = summary.Rejections.Concat(refused.Rows).OrderBy(row => row.Number).Take(MostRejectionsKept).ToList();
        return new ImportSummary
        {
            Inserted = summary.Inserted, Updated = summary.Updated, Unchanged = summary.Unchanged,
            Rejected = summary.Rejected + refused.Count, Rejections = { rejections },
        };
    }

    private sealed class Refusals
    {
        public List<RejectedRow> Rows { get; } = [];
        public long Count { get; private set; }

        public void Add(long number, string reason)
        {
            Count++;
            if (Rows.Count < MostRejectionsKept) Rows.Add(new RejectedRow { Number = number, Reasons = { reason } });
        }
    }
}
