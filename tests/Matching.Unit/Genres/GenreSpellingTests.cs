using Attune.Matching.Music.Genres;

namespace Attune.Matching.Unit.Genres;

public sealed class GenreSpellingTests
{
    [Theory]
    [InlineData("hip hop", "Hip-Hop", "hiphop", "HIP  HOP", "hip‐hop")]
    [InlineData("r&b", "R & B", "r and b", "R'n'B", "r+b")]
    [InlineData("drum and bass", "Drum & Bass", "drum'n'bass", "drum n bass", "drum-and-bass")]
    [InlineData("rock and roll", "Rock 'n' Roll", "rock n’ roll", "Rock&Roll", "rock-n-roll")]
    [InlineData("tropicália", "tropicalia", "TROPICÁLIA", "tropica\u0301lia", "Tropicàlia")]
    [InlineData("kayōkyoku", "kayokyoku", "Kayo\u0304kyoku", "kayô-kyoku", "KAYŌKYOKU")]
    public void Spellings_of_one_genre_fold_alike(params string[] spellings) =>
        Assert.Single(spellings.Select(GenreSpelling.Fold).Distinct(StringComparer.Ordinal));

    [Theory]
    [InlineData("pop", "k-pop")]
    [InlineData("house", "deep house")]
    [InlineData("バ", "ハ")]
    [InlineData("n", "nn")]
    public void Different_genres_fold_differently(string one, string other) => Assert.NotEqual(GenreSpelling.Fold(one), GenreSpelling.Fold(other));

    [Fact]
    public void Marks_that_are_vowels_stay() => Assert.Equal("कि", GenreSpelling.Fold(" कि "));

    [Fact]
    public void A_text_without_letters_folds_to_nothing() => Assert.Equal("", GenreSpelling.Fold(" -!- "));
}
