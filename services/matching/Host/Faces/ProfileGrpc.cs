using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;
using Grpc.Core;
using Npgsql;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of profiles.</summary>
internal sealed class ProfileGrpc(NpgsqlDataSource database, PlaylistStore playlists, BundleCache bundles)
    : ProfileService.ProfileServiceBase
{
    public override async Task<ProfileServiceGetResponse> Get(ProfileServiceGetRequest request, ServerCallContext context)
    {
        var playlist = await playlists.FindAsync(IdRules.Require("playlist_id", request.PlaylistId), context.CancellationToken);
        var described = playlist is null ? [] : await DescribeAsync([playlist], context.CancellationToken);
        return new ProfileServiceGetResponse
        {
            Profile = described.Count == 1
                ? described[0]
                : throw new ResourceNotFoundException($"There is no playlist {Quote.Text(request.PlaylistId)}."),
        };
    }

    public override async Task<ProfileServiceListResponse> List(ProfileServiceListRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var found = await DescribeAsync(
            await playlists.ListAsync(page.After, page.Size + 1, context.CancellationToken), context.CancellationToken);
        var (rows, next) = page.Of(found, profile => profile.PlaylistId);
        return new ProfileServiceListResponse { Profiles = { rows }, NextPageToken = next };
    }

    /// <summary>Leaves out those that have been deleted since they were read.</summary>
    private async Task<IReadOnlyList<ProfileStatus>> DescribeAsync(IReadOnlyList<Playlist> found, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parts = SignalKinds.PartsOf(await ConfigChoice.ReadAsync(connection, "", cancellationToken), bundle);
        var described = new List<ProfileStatus>(found.Count);
        foreach (var playlist in found)
        {
            if (await CatalogStateReader.PlaylistAsync(connection, playlist.Id, cancellationToken) is not { } state) continue;
            var hash = ProfileIdentity.HashOf(state, bundle, parts);
            var stored = await StoredProfileReader.FindAsync(connection, playlist.Id, hash, cancellationToken);
            described.Add(new ProfileStatus
            {
                PlaylistId = playlist.Id, CurrentHash = hash, Stored = stored, MemberIds = { playlist.TrackIds },
                Stale = { Staleness.Of(stored, playlist, state, bundle, parts) },
            });
        }
        return described;
    }
}
