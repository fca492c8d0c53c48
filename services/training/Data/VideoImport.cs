using Attune.Contracts.Training.V1;
using Attune.Storage;
using Grpc.Core;

namespace Attune.Training.Data;

/// <summary>One import: checks each row, stores the good ones by the thousand, and counts what became of them.</summary>
internal sealed class VideoImport(VideoStore store, TimeProvider time)
{
    private const int ChunkSize = 1_000, MostRejectionsReported = 1_000;

    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly List<Video> _chunk = new(ChunkSize);
    private readonly ImportVideosResponse _response = new();

    /// <summary>To the end of the stream. Cancelled on the way, chunks already stored stay stored.</summary>
    public async Task<ImportVideosResponse> RunAsync(IAsyncStreamReader<ImportVideosRequest> requests, CancellationToken cancellationToken)
    {
        while (await requests.MoveNext(cancellationToken))
        {
            foreach (var row in requests.Current.Rows)
            {
                if (Accept(row.Number, row.Video ?? new Video())) _chunk.Add(row.Video!);
                if (_chunk.Count == ChunkSize) await FlushAsync(cancellationToken);
            }
        }
        await FlushAsync(cancellationToken);
        return _response;
    }

    private bool Accept(long number, Video video)
    {
        var reasons = VideoCheck.Violations(video, time.GetUtcNow(), needsId: true);
        if (video.Id.Length > 0 && !_seen.TryAdd(video.Id, number)) reasons = [.. reasons, $"id came before, in row {_seen[video.Id]}"];
        if (reasons.Count == 0) return true;
        _response.Rejected++;
        // A refused id may itself be what is too long.
        if (_response.Rejections.Count < MostRejectionsReported)
            _response.Rejections.Add(
                new RejectedVideo { Number = number, Id = video.Id.Length <= 128 ? video.Id : video.Id[..128], Reasons = { reasons } });
        return false;
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var counts = _chunk.Count > 0 ? await store.UpsertAsync(_chunk, cancellationToken) : new BulkCounts(0, 0, 0);
        _response.Inserted += counts.Inserted;
        _response.Updated += counts.Updated;
        _response.Unchanged += counts.Unchanged;
        _chunk.Clear();
    }
}
