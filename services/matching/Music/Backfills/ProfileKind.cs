using System.Data;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;
using Attune.Storage;
using Dapper;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>
/// Profiles of playlists, with the parts that the default configuration weighs. A vector that a member still lacks is computed on the way.
/// </summary>
internal sealed class ProfileKind(ProfileSource profiles, BundleCache bundles) : BundleKind(bundles)
{
    public override BackfillKind Kind => BackfillKind.PlaylistProfiles;
    public override string Name => "playlist_profiles";
    public override string Items => "playlists";
    public override bool IsMadeOfOthers => true;
    public override string IdColumn => "playlist_id";

    public override string Versions =>
        $"{Contracts.Versions.PlaylistProfile} {Contracts.Versions.ProfileText} {Contracts.Versions.PlaylistText} " +
        $"{Contracts.Versions.TrackText} {Contracts.Versions.GenreTaxonomy}";

    // A profile's hash is made here, not in the database.
    public override string? LacksOutput => null;

    public override ModelKey? ModelOf(ServingBundle bundle) => bundle.Embedder;

    public override async Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var parts = await PartsAsync(connection, bundle, cancellationToken);
        var states = await StatesAsync(connection, ids, cancellationToken);
        string[] hashes = [.. states.Select(state => ProfileIdentity.HashOf(state, bundle, parts))];
        var stored = await ProfileStore.StoredAsync(connection, [.. states.Select(state => state.Id)], hashes, cancellationToken);
        return [.. states.Zip(hashes).Where(pair => !stored.Contains(pair.First.Id))
            .Select(pair => new Embeddable(pair.First.Id, pair.Second, ""))];
    }

    public override async Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken)
    {
        QuestionRun run;
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            run = new QuestionRun(connection, bundle, await PartsAsync(connection, bundle, cancellationToken));
            var states = await StatesAsync(connection, [.. items.Select(item => item.Id)], cancellationToken);
            await profiles.LoadAsync(run, states, cancellationToken);
            await snapshot.CommitAsync(cancellationToken);
        }
        if (run.Tally.Problem is { } problem) throw new DependencyUnavailableException(problem);
        // They are stored already, outside of the snapshot.
        await write(connection, _ => Task.FromResult(run.Tally.ProfilesComputed), cancellationToken);
    }

    public override async Task<IReadOnlyList<Prerequisite>> PrerequisitesAsync(
        NpgsqlConnection connection, JobSelection selection, CancellationToken cancellationToken)
    {
        const string cause = "profiles wait for it";
        var parts = await PartsAsync(connection, await ServingAsync(cancellationToken), cancellationToken);
        var (own, members) = (selection with { Lacking = true }, selection with { Lacking = true, Members = true });
        var before = new List<Prerequisite>();
        if (parts.Vectors)
            before.AddRange([new(BackfillKind.PlaylistEmbeddings, own, cause), new(BackfillKind.TrackEmbeddings, members, cause)]);
        if (parts.Emotions) before.Add(new(BackfillKind.TrackEmotions, members, cause));
        return before;
    }

    // Also those of playlists whose members have changed.
    public override async Task<IReadOnlyList<string>> StaleAsync(
        NpgsqlConnection connection, CatalogueChanged change, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition("""
            SELECT DISTINCT p.playlist_id FROM playlist_profiles p
            WHERE p.playlist_id = ANY(@playlists) OR p.playlist_id IN (SELECT m.playlist_id FROM playlist_members m
                WHERE m.track_id = ANY(@tracks))
            """, new { playlists = Touched(change), tracks = Union(change.TrackTexts, change.TrackSignals) },
            cancellationToken: cancellationToken))).AsList();

    protected override string[] Touched(CatalogueChanged change) => Union(change.PlaylistTexts, change.Memberships);

    /// <summary>What the default configuration asks of a profile.</summary>
    private static async Task<ProfileParts> PartsAsync(
        NpgsqlConnection connection, ServingBundle bundle, CancellationToken cancellationToken) =>
        SignalKinds.PartsOf(await ConfigChoice.ReadAsync(connection, "", cancellationToken), bundle);

    private static string[] Union(string[] some, string[] others) => [.. some.Union(others, StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<PlaylistState>> StatesAsync(
        NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var states = new List<PlaylistState>(ids.Length);
        foreach (var id in ids)
            if (await CatalogStateReader.PlaylistAsync(connection, id, cancellationToken) is { } state) states.Add(state);
        return states;
    }
}
