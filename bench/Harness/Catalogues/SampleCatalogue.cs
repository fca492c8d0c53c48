using Attune.Bench.Harness.Processes;
using Attune.Contracts.Matching.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Attune.Bench.Harness.Catalogues;

/// <summary>The catalogue of <c>samples/</c>, imported through the service.</summary>
internal static class SampleCatalogue
{
    private const int RowsAMessage = 100;

    /// <returns>How many tracks and playlists there are now.</returns>
    public static async Task<(int Tracks, int Playlists)> ImportAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        var catalogue = new CatalogService.CatalogServiceClient(channel);
        var tracks = await ReadAsync<Track>("tracks.jsonl", cancellationToken);
        using (var call = catalogue.ImportTracks(cancellationToken: cancellationToken))
        {
            foreach (var rows in tracks.Index().Chunk(RowsAMessage))
                await call.RequestStream.WriteAsync(new ImportTracksRequest { Rows = { rows.Select(row => new TrackRow { Number = row.Index + 1, Track = row.Item }) } }, cancellationToken);
            await call.RequestStream.CompleteAsync();
            Require((await call.ResponseAsync).Summary, tracks.Count);
        }

        var playlists = await ReadAsync<Playlist>("playlists.jsonl", cancellationToken);
        using (var call = catalogue.ImportPlaylists(cancellationToken: cancellationToken))
        {
            foreach (var rows in playlists.Index().Chunk(RowsAMessage))
                await call.RequestStream.WriteAsync(new ImportPlaylistsRequest { Rows = { rows.Select(row => new PlaylistRow { Number = row.Index + 1, Playlist = row.Item }) } }, cancellationToken);
            await call.RequestStream.CompleteAsync();
            Require((await call.ResponseAsync).Summary, playlists.Count);
        }

        return (tracks.Count, playlists.Count);
    }

    /// <summary>The files name their fields as the messages do.</summary>
    private static async Task<List<TMessage>> ReadAsync<TMessage>(string file, CancellationToken cancellationToken) where TMessage : IMessage, new()
    {
        var messages = new List<TMessage>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(Checkout.Root, "samples", file), cancellationToken))
        {
            if (line.Length > 0)
                messages.Add(JsonParser.Default.Parse<TMessage>(line));
        }

        return messages;
    }

    private static void Require(ImportSummary summary, int rows)
    {
        if (summary.Inserted != rows)
            throw new InvalidOperationException($"Of {rows} rows of the samples, {summary.Inserted} were imported and {summary.Rejected} refused.");
    }
}
