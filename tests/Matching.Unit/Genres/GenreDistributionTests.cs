using Attune.Matching.Music.Genres;

namespace Attune.Matching.Unit.Genres;

public sealed class GenreDistributionTests
{
    private static readonly GenreTaxonomy Small = GenreTaxonomy.Parse("rock\nmetal\trock\nthrash\tmetal\njazz");

    [Fact]
    public void A_genre_gives_its_ancestors_what_the_decay_leaves()
    {
        // 1 + 0.6 + 0.36 = 1.96
        Assert.Equal([("rock", 0.36 / 1.96), ("metal", 0.6 / 1.96), ("thrash", 1 / 1.96)], Shares("thrash"), Near);
    }

    [Fact]
    public void The_genre_at_rank_r_counts_one_rth() =>
        Assert.Equal([("rock", 2.0 / 3), ("jazz", 1.0 / 3)], Shares("rock", "jazz"), Near);

    [Fact]
    public void Another_spelling_of_the_same_genre_and_blanks_do_not_count() =>
        Assert.Equal(Shares("rock", "jazz"), Shares("rock", "ROCK", " ", "jazz", "Jazz"), Near);

    [Fact]
    public void Unknown_genres_have_their_share() =>
        Assert.Equal([("Zorb", 1.0 / 3), ("rock", 2.0 / 3)], Shares("rock", "Zorb"), Near);

    [Fact]
    public void A_playlist_is_the_mean_of_those_members_that_have_genres()
    {
        var mean = GenreDistribution.Mean([GenreDistribution.Of(Small, ["rock"]), GenreDistribution.Empty, GenreDistribution.Of(Small, ["jazz"]), GenreDistribution.Of(Small, ["jazz"])]);
        Assert.Equal([("rock", 1.0 / 3), ("jazz", 2.0 / 3)], mean.Shares.Select(share => (share.Name, share.Weight)), Near);
    }

    [Fact]
    public void Nothing_known_is_empty()
    {
        Assert.Empty(GenreDistribution.Of(Small, []).Shares);
        Assert.True(GenreDistribution.Mean([]).ToVector().IsEmpty);
        Assert.Equal(0, GenreOverlap.Similarity(GenreVector.Empty, GenreDistribution.Of(Small, ["rock"]).ToVector()));
    }

    private static IEnumerable<(string, double)> Shares(params string[] genres) =>
        GenreDistribution.Of(Small, genres).Shares.Select(share => (share.Name, share.Weight));

    private static bool Near((string Name, double Weight) a, (string Name, double Weight) b) => a.Name == b.Name && Math.Abs(a.Weight - b.Weight) < 1e-12;
}
