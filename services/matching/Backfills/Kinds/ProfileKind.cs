using System.Data;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Inputs;
using Attune.Matching.Profiles;
using Npgsql;

namespace Attune.Matching.Backfills.Kinds;

/// <summary>Profiles of playlists, with the parts that the default configuration weighs. A vector that a member still lacks is computed on the way.</summary>
internal sealed class ProfileKind(ProfileSource profiles) : IBackfillKind
{
    public BackfillKind Kind => BackfillKind.PlaylistProfiles;
    public string Name => "playlist_profiles";
    public string Items => "playlists";

    public string Versions =>
        $"{Contracts.Versions.PlaylistProfile} {Contracts.Versions.ProfileText} {Contracts.Versions.PlaylistText} {Contracts.Versions.TrackText} {Contracts.Versions.GenreTaxonomy}";

    // A profile's hash is made here, not in the database.
    public string? LacksOutput => null;

    public ModelKey? ModelOf(ServingBundle bundle) => bundle.Embedder;

    public async Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var parts = await PartsAsync(connection, bundle, cancellationToken);
        var states = await StatesAsync(connection, ids, cancellationToken);
        string[] hashes = [.. states.Select(state => ProfileIdentity.HashOf(state, bundle, parts))];
        var stored = await ProfileStore.StoredAsync(connection, [.. states.Select(state => state.Id)], hashes, cancellationToken);
        return [.. states.Zip(hashes).Where(pair => !stored.Contains(pair.First.Id)).Select(pair => new Embeddable(pair.First.Id, pair.Second, ""))];
    }

    public async Task ComputeAsync(NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write, CancellationToken cancellationToken)
    {
        var tally = new MatchTally();
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            var parts = await PartsAsync(connection, bundle, cancellationToken);
            var states = await StatesAsync(connection, [.. items.Select(item => item.Id)], cancellationToken);
            await profiles.LoadAsync(connection, states, bundle, parts, tally, cancellationToken);
            await snapshot.CommitAsync(cancellationToken);
        }
        if (tally.Problem is { } problem) throw new DependencyUnavailableException(problem);
        // They are stored already, outside of the snapshot.
        await write(connection, _ => Task.FromResult(tally.ProfilesComputed), cancellationToken);
    }

    /// <summary>What the default configuration asks of a profile.</summary>
    public static async Task<ProfileParts> PartsAsync(NpgsqlConnection connection, ServingBundle bundle, CancellationToken cancellationToken) =>
        ProfileParts.Of(await ConfigChoice.ReadAsync(connection, "", cancellationToken), bundle);

    private static async Task<IReadOnlyList<PlaylistState>> StatesAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var states = new List<PlaylistState>(ids.Length);
        foreach (var id in ids)
            if (await CatalogStateReader.PlaylistAsync(connection, id, cancellationToken) is { } state) states.Add(state);
        return states;
    }
}
