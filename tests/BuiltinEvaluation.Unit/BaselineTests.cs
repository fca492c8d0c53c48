using Attune.BuiltinEvaluation.Scorers;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class BaselineTests
{
    private static readonly string[] Documents = ["a quiet song about the sea", "loud guitars and louder drums", "how to bake bread at home", "the history of the guitar"];

    [Fact]
    public void Bm25_is_what_it_is_by_hand()
    {
        // Lengths 2, 1, 1, mean 4/3; "jazz" is in two of the three documents, which are more than the one text.
        var row = new Bm25Scorer().Score(["jazz"], ["jazz loud", "jazz", "rock"])[0];
        var idf = Math.Log(1 + (1.5 / 2.5));
        Assert.Equal(idf * 2.2 / (1 + (1.2 * (0.25 + (0.75 * 2 / (4.0 / 3))))), row[0], 5);
        Assert.Equal(idf * 2.2 / (1 + (1.2 * (0.25 + (0.75 * 1 / (4.0 / 3))))), row[1], 5);
        Assert.Equal(0, row[2]);
    }

    [Fact]
    public void Bm25_finds_a_word_by_another_of_its_endings()
    {
        var row = new Bm25Scorer().Score(["baking"], Documents)[0];
        Assert.Equal(0, row[0]);
        Assert.True(new Bm25Scorer().Score(["guitars"], Documents)[0][3] > 0);
    }

    [Theory]
    [InlineData("guitars", "guitar")]
    [InlineData("playing", "play")]
    [InlineData("stories", "stor")]
    [InlineData("bus", "bus")]
    [InlineData("king", "king")]
    public void Endings_are_cut_where_three_letters_stay(string word, string stem) => Assert.Equal(stem, WordForms.Stem(word));

    [Fact]
    public void Hashing_takes_the_same_text_for_the_same()
    {
        var scores = new HashingScorer().Score(Documents, Documents);
        foreach (var (i, row) in scores.Index())
        {
            Assert.Equal(1, row[i], 5);
            Assert.Equal(row[i], row.Max());
        }
    }

    [Fact]
    public void Hashing_sees_through_a_typing_error()
    {
        var row = new HashingScorer().Score(["qiuet snog guitr histroy"], Documents)[0];
        Assert.Equal(3, Array.IndexOf(row, row.Max()));
    }

    [Fact]
    public void A_text_without_words_has_no_preference()
    {
        Assert.All(new HashingScorer().Score(["…"], Documents)[0], score => Assert.Equal(0, score));
        Assert.All(new Bm25Scorer().Score(["…"], Documents)[0], score => Assert.Equal(0, score));
    }
}
