using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Npgsql;

namespace Attune.Matching.Music.Profiles;

/// <summary>The profiles of playlists: from the store where they are, made and stored where they are not.</summary>
internal sealed class ProfileSource(NpgsqlDataSource database, InputFiller filler)
{
    /// <param name="snapshot">Where the states were read.</param>
    /// <param name="playlists">As they are in the snapshot.</param>
    /// <param name="bundle">Whose vectors and emotions.</param>
    /// <param name="parts">What is asked for.</param>
    /// <param name="tally">Counts what is made and what is missing. A profile that lacks something is used, but not stored.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the order of the playlists.</returns>
    public async Task<IReadOnlyList<PlaylistProfile>> LoadAsync(
        NpgsqlConnection snapshot, IReadOnlyList<PlaylistState> playlists, ServingBundle bundle, ProfileParts parts, MatchTally tally, CancellationToken cancellationToken)
    {
        string[] hashes = [.. playlists.Select(playlist => ProfileIdentity.HashOf(playlist, bundle, parts))];
        var known = await ProfileStore.FindAsync(snapshot, [.. playlists.Select(playlist => playlist.Id)], hashes, cancellationToken);
        var missing = playlists.Zip(hashes).Where(pair => !known.ContainsKey(pair.First.Id)).ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
        var made = missing.Count == 0 ? new Dictionary<string, PlaylistProfile>(StringComparer.Ordinal) : await MakeAsync(snapshot, missing, bundle, parts, tally, cancellationToken);
        return [.. playlists.Select(playlist => known.GetValueOrDefault(playlist.Id) ?? made[playlist.Id])];
    }

    private async Task<Dictionary<string, PlaylistProfile>> MakeAsync(
        NpgsqlConnection snapshot, Dictionary<string, string> hashes, ServingBundle bundle, ProfileParts parts, MatchTally tally, CancellationToken cancellationToken)
    {
        var profiles = await BuildAsync(snapshot, hashes, bundle, parts, tally, cancellationToken);
        tally.ProfilesComputed += profiles.Count;
        if (tally.Problem is null)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await ProfileStore.SaveAsync(connection, bundle.Embedder, profiles, cancellationToken);
        }
        return profiles.ToDictionary(profile => profile.PlaylistId, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<PlaylistProfile>> BuildAsync(
        NpgsqlConnection snapshot, Dictionary<string, string> hashes, ServingBundle bundle, ProfileParts parts, MatchTally tally, CancellationToken cancellationToken)
    {
        string[] ids = [.. hashes.Keys];
        var lists = await MemberReader.ReadAsync(snapshot, ids, bundle.Embedder, cancellationToken);
        var tracks = await TrackInputReader.MembersAsync(snapshot, ids, bundle, parts, cancellationToken);
        await filler.FillAsync(snapshot, tracks, bundle, parts, tally, cancellationToken);
        string[] unread = parts.Vectors ? [.. lists.Where(list => list.Query is null).Select(list => list.Playlist.Id)] : [];
        var queries = await filler.PlaylistVectorsAsync(snapshot, unread, bundle.Embedder, tally, cancellationToken);
        var byId = tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        var builder = new ProfileBuilder(new GenreProfiles(GenreTaxonomy.Standard));
        return
        [
            .. lists.Select(list => builder.Build(
                hashes[list.Playlist.Id], list.Playlist, parts.Vectors ? list.Query ?? queries.GetValueOrDefault(list.Playlist.Id) : null,
                [.. list.TrackIds.Select(id => byId[id])])),
        ];
    }
}
