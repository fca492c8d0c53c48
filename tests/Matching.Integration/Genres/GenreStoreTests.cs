using Attune.Matching.Music.Genres;
using Attune.Testing;

namespace Attune.Matching.Integration.Genres;

public sealed class GenreStoreTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    private static readonly GenreStore Store = new(GenreTaxonomy.Standard);

    [Fact]
    public async Task What_is_stored_is_what_the_taxonomy_makes_of_the_tracks_own_lists()
    {
        await matching.Tracks.UpsertAsync([Given.Track("own-1", genre: "hard bop"), Given.Track("own-2", genre: "no such genre")], CancellationToken.None);
        await using var connection = await matching.Database.OpenConnectionAsync();
        Assert.Equal(2, await Store.FillAsync(connection, ["own-1", "own-2", "own-gone"], CancellationToken.None));
        Assert.Equal(0, await Store.FillAsync(connection, ["own-1", "own-2"], CancellationToken.None));

        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        var found = await GenreStore.FindAsync(connection, [new("own-2", ["no such genre"]), new("own-gone", []), new("own-1", ["hard bop"])], CancellationToken.None);
        Assert.Equal(1, counter.Count);
        Assert.Equal([("no such genre", 0, 1f)], found[0]!.Select(genre => (genre.Name, genre.Level, genre.Score)));
        Assert.Null(found[1]);
        var expected = GenreDistribution.Of(GenreTaxonomy.Standard, ["hard bop"]).Shares.Select(share => (share.Key, share.Name, (float)share.Weight));
        Assert.Equal(expected, found[2]!.Select(genre => (genre.Key, genre.Name, genre.Score)));
        Assert.Equal(0, found[2]!.Single(genre => genre.Name == "jazz").Level);
        Assert.True(found[2]!.Single(genre => genre.Name == "hard bop").Level > 0);
    }

    [Fact]
    public async Task Another_list_is_another_row_and_an_empty_one_is_known_to_be_empty()
    {
        await matching.Tracks.UpsertAsync([Given.Track("list")], CancellationToken.None);
        await using var connection = await matching.Database.OpenConnectionAsync();
        TrackGenreList[] lists = [new("list", ["disco"]), new("list", ["disco", "fado"]), new("list", [])];
        Assert.Equal(3, await Store.SaveAsync(connection, lists, CancellationToken.None));
        var found = await GenreStore.FindAsync(connection, [.. lists, new("list", ["fado", "disco"])], CancellationToken.None);
        Assert.All(found[..2], genres => Assert.Equal(1, genres!.Sum(genre => genre.Score), 1e-6f));
        Assert.Empty(found[2]!);
        Assert.Null(found[3]);
    }
}
