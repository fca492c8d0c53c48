using Grpc.Core;

namespace Attune.Matching.Music.Catalog;

/// <summary>Turns a client stream into stored chunks: checks each row, collects the good ones and stores them by the thousand.</summary>
internal static class ImportStream
{
    private const int ChunkSize = 1_000;

    /// <param name="requests">The client's messages.</param>
    /// <param name="rows">The rows of one message: number, id, row and its violations.</param>
    /// <param name="store">Stores one chunk in one transaction; may still reject rows in the ledger.</param>
    /// <param name="cancellationToken">Cancels between and within chunks; chunks already stored stay stored.</param>
    public static async Task<ImportLedger> RunAsync<TRequest, TRow>(
        IAsyncStreamReader<TRequest> requests,
        Func<TRequest, IEnumerable<(long Number, string Id, TRow Row, IReadOnlyList<string> Violations)>> rows,
        Func<IReadOnlyList<(long Number, TRow Row)>, ImportLedger, CancellationToken, Task> store,
        CancellationToken cancellationToken)
    {
        var ledger = new ImportLedger();
        var chunk = new List<(long, TRow)>(ChunkSize);
        while (await requests.MoveNext(cancellationToken))
        {
            foreach (var (number, id, row, violations) in rows(requests.Current))
            {
                if (ledger.Accept(number, id, violations)) chunk.Add((number, row));
                if (chunk.Count == ChunkSize) await FlushAsync();
            }
        }
        await FlushAsync();
        return ledger;

        async Task FlushAsync()
        {
            if (chunk.Count == 0) return;
            await store(chunk, ledger, cancellationToken);
            chunk.Clear();
        }
    }
}
