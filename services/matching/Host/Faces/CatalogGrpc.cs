using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Catalog;
using Grpc.Core;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of the catalogue.</summary>
internal sealed class CatalogGrpc(TrackStore tracks, PlaylistStore playlists) : CatalogService.CatalogServiceBase
{
    public override async Task<ImportTracksResponse> ImportTracks(
        IAsyncStreamReader<ImportTracksRequest> requestStream, ServerCallContext context)
    {
        var ledger = await ImportStream.RunAsync(
            requestStream,
            static request => request.Rows.Select(static row =>
            {
                var track = row.Track ?? new Track();
                return (row.Number, track.Id, track, TrackRules.Violations(track));
            }),
            async (chunk, books, cancellationToken) =>
                books.Stored(await tracks.UpsertAsync([.. chunk.Select(row => row.Row)], cancellationToken)),
            context.CancellationToken);
        return new ImportTracksResponse { Summary = ledger.Summary() };
    }

    public override async Task<ImportPlaylistsResponse> ImportPlaylists(
        IAsyncStreamReader<ImportPlaylistsRequest> requestStream, ServerCallContext context)
    {
        var ledger = await ImportStream.RunAsync(
            requestStream,
            static request => request.Rows.Select(static row =>
            {
                var playlist = row.Playlist ?? new Playlist();
                return (row.Number, playlist.Id, playlist, PlaylistRules.Violations(playlist));
            }),
            StorePlaylistsAsync,
            context.CancellationToken);
        return new ImportPlaylistsResponse { Summary = ledger.Summary() };
    }

    public override async Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext context) =>
        new() { Track = await tracks.FindAsync(IdRules.Require("id", request.Id), context.CancellationToken)
            ?? throw NotFound("track", request.Id) };

    public override async Task<ListTracksResponse> ListTracks(ListTracksRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var found = await tracks.ListAsync(page.After, page.Size + 1, context.CancellationToken);
        var (rows, next) = page.Of(found, track => track.Id);
        return new ListTracksResponse { Tracks = { rows }, NextPageToken = next };
    }

    public override async Task<GetPlaylistResponse> GetPlaylist(GetPlaylistRequest request, ServerCallContext context) =>
        new() { Playlist = await playlists.FindAsync(IdRules.Require("id", request.Id), context.CancellationToken)
            ?? throw NotFound("playlist", request.Id) };

    public override async Task<ListPlaylistsResponse> ListPlaylists(ListPlaylistsRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var found = await playlists.ListAsync(page.After, page.Size + 1, context.CancellationToken);
        var (rows, next) = page.Of(found, playlist => playlist.Id);
        return new ListPlaylistsResponse { Playlists = { rows }, NextPageToken = next };
    }

    private async Task StorePlaylistsAsync(
        IReadOnlyList<(long Number, Playlist Row)> chunk, ImportLedger ledger, CancellationToken cancellationToken)
    {
        var unknown = (await tracks.UnknownAsync([.. chunk.SelectMany(row => row.Row.TrackIds)], cancellationToken)).ToHashSet(
            StringComparer.Ordinal);
        var good = new List<Playlist>(chunk.Count);
        foreach (var (number, playlist) in chunk)
        {
            var missing = playlist.TrackIds.Where(unknown.Contains).ToList();
            if (missing.Count == 0) good.Add(playlist);
            else ledger.Reject(
                number, playlist.Id, [$"track_ids names {missing.Count:N0} unknown: {Quote.List(missing)}; import the tracks first"]);
        }
        ledger.Stored(await playlists.UpsertAsync(good, cancellationToken));
    }

    private static ResourceNotFoundException NotFound(string kind, string id) => new($"There is no {kind} {Quote.Text(id)}.");
}
