using Attune.Catalogues.Rows;
using Attune.Catalogues.Synthetic;

namespace Attune.Catalogues.Unit;

/// <summary>What the tests look at, each read or made once.</summary>
internal static class Made
{
    public static readonly string SampleFolder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static readonly Catalogue Synthetic = SyntheticCatalogue.Make(new SyntheticOptions(Seed: 1, Tracks: 500, Playlists: 40));

    public static readonly Catalogue Library = SyntheticCatalogue.Make(
        new SyntheticOptions(1, 5_000, 12, TypicalLength: 85, Fewest: 20, Tags: false, OnlyMembers: true));

    private static readonly Lazy<Task<Catalogue>> Read = new(() => CatalogueFiles.ReadAsync(SampleFolder, CancellationToken.None));

    public static Task<Catalogue> SamplesAsync() => Read.Value;

    public static IEnumerable<string> Lines(Catalogue catalogue) =>
        catalogue.Tracks.Select(CatalogueFiles.Line).Concat(catalogue.Playlists.Select(CatalogueFiles.Line));
}
