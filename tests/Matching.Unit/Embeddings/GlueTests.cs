using Attune.Matching.Models.Outputs;
using Attune.Matching.Music.Catalog;

namespace Attune.Matching.Unit.Embeddings;

public sealed class GlueTests
{
    [Theory]
    [InlineData("밤편지 by 아이유.", "by .")]
    [InlineData("좋은 날 by 아이유, 악뮤. Album: 꽃갈피.", "by , . Album: .")]
    [InlineData("Тихо… by Я.", "… by .")]
    public void It_is_what_is_left_when_words_that_may_be_unknown_are_gone(string text, string glue) =>
        Assert.Equal(glue, Glue.Of(text, ["밤편지"]));

    [Fact]
    public void Words_with_a_letter_or_digit_of_ascii_are_no_riddle()
    {
        var track = Given.Track("a", "밤편지");
        Assert.Null(Glue.Of(TrackText.For(track), TrackText.OwnWords(track)));
        Assert.Null(Glue.Of("2002 by 아이유.", ["2002", "아이유"]));
    }

    [Fact]
    public void A_text_without_glue_speaks_for_itself()
    {
        Assert.Null(Glue.Of("밤편지", ["밤편지"]));
        Assert.Null(Glue.Of("!?", ["!?"]));
    }
}
