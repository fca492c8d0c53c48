using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Scoring.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Scoring;

public sealed class GenreSignalTests
{
    private static readonly string[] Names = ["jazz", "hard bop", "bebop", "thrash metal", "disco", "house", "no such genre", "fado"];

    [Fact]
    public void It_is_the_overlap_of_the_distributions_and_missing_where_one_is_empty() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        GenreVector[] playlists = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => RandomVector(random))];
        GenreVector[] tracks = [.. Enumerable.Range(0, random.Next(1, Tile.MostTracks)).Select(_ => RandomVector(random))];
        var values = new float[Tile.Size];
        new GenreSignal(playlists, tracks).Score(new Tile(0, playlists.Length, 0, tracks.Length), values);
        return playlists.Index().All(playlist => tracks.Index().All(track =>
        {
            var value = values[(playlist.Index * Tile.MostTracks) + track.Index];
            return playlist.Item.IsEmpty || track.Item.IsEmpty ? float.IsNaN(value) : value == GenreOverlap.Similarity(playlist.Item, track.Item);
        }));
    }).QuickCheckThrowOnFailure();

    private static GenreVector RandomVector(Random random) =>
        GenreDistribution.Of(GenreTaxonomy.Standard, random.GetItems(Names, random.Next(0, 4))).ToVector();
}
