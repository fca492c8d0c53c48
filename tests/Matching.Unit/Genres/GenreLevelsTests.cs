using Attune.Matching.Music.Genres;

namespace Attune.Matching.Unit.Genres;

public sealed class GenreLevelsTests
{
    [Fact]
    public void A_level_is_one_below_that_of_the_nearest_parent()
    {
        var taxonomy = GenreTaxonomy.Parse("top\nother top\nmiddle\ttop\nlow\tmiddle\nboth\tlow, other top");
        var levels = new GenreLevels(taxonomy);
        Assert.Equal([0, 0, 1, 2, 1], taxonomy.Genres.Select(genre => levels.Of(genre.Key)));
        Assert.Equal(0, levels.Of(-5));
    }

    [Fact]
    public void The_hash_of_a_list_is_frozen_and_tells_lists_apart_that_read_the_same()
    {
        Assert.Equal("gt_v1_895ab41ff5bd26e248dde45c3b9a702e795416de8b320b2b5e41313fee5f2a5c", GenreStore.HashOf(["hard bop", "fado"]));
        Assert.NotEqual(GenreStore.HashOf(["disco, fado"]), GenreStore.HashOf(["disco", "fado"]));
    }
}
