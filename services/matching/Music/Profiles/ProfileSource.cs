using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Npgsql;

namespace Attune.Matching.Music.Profiles;

/// <summary>The profiles of playlists: from the store where they are, made and stored where they are not.</summary>
internal sealed class ProfileSource(NpgsqlDataSource database, InputFiller filler)
{
    /// <param name="run">Where the states were read. A profile that lacks something is used, but not stored.</param>
    /// <param name="playlists">As they are in the snapshot.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the order of the playlists.</returns>
    public async Task<IReadOnlyList<PlaylistProfile>> LoadAsync(
        QuestionRun run, IReadOnlyList<PlaylistState> playlists, CancellationToken cancellationToken)
    {
        string[] hashes = [.. playlists.Select(playlist => ProfileIdentity.HashOf(playlist, run.Bundle, run.Parts))];
        var known = await ProfileStore.FindAsync(run.Snapshot, [.. playlists.Select(playlist => playlist.Id)], hashes, cancellationToken);
        var missing = playlists.Zip(hashes).Where(pair => !known.ContainsKey(pair.First.Id))
            .ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
        var made = missing.Count == 0
            ? new Dictionary<string, PlaylistProfile>(StringComparer.Ordinal)
            : await MakeAsync(run, missing, cancellationToken);
        return [.. playlists.Select(playlist => known.GetValueOrDefault(playlist.Id) ?? made[playlist.Id])];
    }

    private async Task<Dictionary<string, PlaylistProfile>> MakeAsync(
        QuestionRun run, Dictionary<string, string> hashes, CancellationToken cancellationToken)
    {
        var profiles = await BuildAsync(run, hashes, cancellationToken);
        run.Tally.ProfilesComputed += profiles.Count;
        if (run.Tally.Problem is null)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await ProfileStore.SaveAsync(connection, run.Bundle.Embedder, profiles, cancellationToken);
        }
        return profiles.ToDictionary(profile => profile.PlaylistId, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<PlaylistProfile>> BuildAsync(
        QuestionRun run, Dictionary<string, string> hashes, CancellationToken cancellationToken)
    {
        string[] ids = [.. hashes.Keys];
        var lists = await MemberReader.ReadAsync(run.Snapshot, ids, run.Bundle.Embedder, cancellationToken);
        var tracks = await TrackInputReader.MembersAsync(run, ids, cancellationToken);
        await filler.FillAsync(run, tracks, cancellationToken);
        string[] unread = run.Parts.Vectors ? [.. lists.Where(list => list.Query is null).Select(list => list.Playlist.Id)] : [];
        var queries = await filler.PlaylistVectorsAsync(run, unread, cancellationToken);
        var byId = tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        var builder = new ProfileBuilder(new GenreProfiles(GenreTaxonomy.Standard));
        return
        [
            .. lists.Select(list => builder.Build(
                hashes[list.Playlist.Id], list.Playlist, run.Parts.Vectors
                    ? list.Query ?? queries.GetValueOrDefault(list.Playlist.Id)
                    : null,
                [.. list.TrackIds.Select(id => byId[id])])),
        ];
    }
}
