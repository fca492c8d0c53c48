using Attune.Cli.Connection;
using Attune.Contracts.Training.V1;

namespace Attune.Cli.Training;

/// <summary>
/// Streams a file of videos to the training service. Lines that are no videos are refused here, videos that break a rule by the service.
/// </summary>
internal static class VideoImport
{
    // With one longest row on top still below the 4 MiB that a message may have.
    private const int MessageSize = 512 * 1024, MostRejectionsKept = 1_000;

    public static async Task<ImportVideosResponse> RunAsync(GatewayConnection gateway, string path, CancellationToken cancellationToken)
    {
        using var call = gateway.Training.ImportVideos(cancellationToken: cancellationToken);
        var refused = new List<RejectedVideo>();
        var request = new ImportVideosRequest();
        var size = 0;
        var count = 0L;
        await foreach (var row in VideoFile.ReadAsync(path, cancellationToken))
        {
            if (row.Video is null)
            {
                count++;
                if (refused.Count < MostRejectionsKept) refused.Add(new RejectedVideo { Number = row.Number, Reasons = { row.Reason! } });
                continue;
            }
            var message = new VideoRow { Number = row.Number, Video = row.Video };
            request.Rows.Add(message);
            size += message.CalculateSize();
            if (size < MessageSize) continue;
            await call.RequestStream.WriteAsync(request, cancellationToken);
            (request, size) = (new(), 0);
        }
        if (request.Rows.Count > 0) await call.RequestStream.WriteAsync(request, cancellationToken);
        await call.RequestStream.CompleteAsync();
        var books = await call;
        var all = books.Rejections.Concat(refused).OrderBy(row => row.Number).Take(MostRejectionsKept).ToList();
        books.Rejections.Clear();
        books.Rejections.Add(all);
        books.Rejected += count;
        return books;
    }

    /// <summary>Every refused line with its number and reasons, on stderr.</summary>
    public static void PrintRejections(ImportVideosResponse books, string path)
    {
        foreach (var row in books.Rejections)
        {
            var id = row.Id.Length > 0 ? $" ({row.Id})" : "";
            foreach (var reason in row.Reasons) Console.Error.WriteLine($"{path}:{row.Number}{id}: {reason}");
        }
        if (books.Rejected > books.Rejections.Count) Console.Error.WriteLine($"… and {books.Rejected - books.Rejections.Count:N0} more");
    }
}
