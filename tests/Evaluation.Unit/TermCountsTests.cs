using Attune.Evaluation.Words;

namespace Attune.Evaluation.Unit;

public sealed class TermCountsTests
{
    [Fact]
    public void Words_are_runs_of_letters_and_digits_in_lower_case()
    {
        var counts = TermCounts.Of("Élan, élan & R2-D2… 夜 nīce.");
        Assert.Equal(["d2:1", "nīce:1", "r2:1", "élan:2", "夜:1"], counts.Terms.Select(term => $"{term.Key}:{term.Value}"));
        Assert.Equal(6, counts.Length);
        Assert.Equal(0, TermCounts.Of(" … ").Length);
    }

    [Fact]
    public void Forms_of_a_word_can_be_counted_as_one()
    {
        var counts = TermCounts.Of("Song songs", word => word.TrimEnd('s'));
        Assert.Equal([new("song", 2)], counts.Terms);
        Assert.Equal(2, counts.Length);
    }
}
