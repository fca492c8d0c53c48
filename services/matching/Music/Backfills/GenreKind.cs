using Attune.Contracts.Matching.V1;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Genres;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>Genres of tracks, as the taxonomy reads the words that came with them. Needs no model.</summary>
internal sealed class GenreKind(GenreStore genres, BundleCache bundles) : BundleKind(bundles)
{
    private static readonly ModelKey NoModel = new("", "", Dims: 0);

    public override BackfillKind Kind => BackfillKind.TrackGenres;
    public override string Name => "track_genres";
    public override string Items => "tracks";
    public override string IdColumn => "track_id";
    public override string Versions => Contracts.Versions.GenreTaxonomy;

    // The hash of a list is made here, not in the database.
    public override string? LacksOutput => null;

    public override ModelKey? ModelOf(ServingBundle bundle) => NoModel;

    public override async Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var lists = await GenreStore.ListsAsync(connection, ids, cancellationToken);
        var found = await GenreStore.FindAsync(connection, lists, cancellationToken);
        return [.. lists.Where((_, i) => found[i] is null)
            .Select(list => new Embeddable(list.TrackId, GenreStore.HashOf(list.Genres), ""))];
    }

    public override Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken) =>
        write(connection, token => genres.FillAsync(connection, [.. items.Select(item => item.Id)], token), cancellationToken);

    protected override string[] Touched(CatalogueChanged change) => change.TrackSignals;
}
