using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Retrieval;

namespace Attune.Matching.Unit.Retrieval;

public sealed class RetrievalRulesTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new RetrievalOptionsValidator().Validate(null, new RetrievalOptions()).Succeeded);

    [Fact]
    public void Every_wrong_option_is_named_with_what_would_be_right()
    {
        var options = new RetrievalOptions { M = 1, EfSearch = 1_001, IterativeScan = (IterativeScan)9, MaxScanTuples = 0, MinRows = 0, MaintenanceMegabytes = 0, CheckInterval = TimeSpan.Zero };
        Assert.Equal(7, new RetrievalOptionsValidator().Validate(null, options).Failures!.Count());
        Assert.Contains("give 40 (twice Retrieval:M)", new RetrievalOptionsValidator().Validate(null, new RetrievalOptions { M = 20, EfConstruction = 39 }).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_an_index_is_short_and_tells_name_revision_and_length_apart()
    {
        ModelKey model = new("intfloat/multilingual-e5-large-instruct", "abc", 1_024);
        string[] names = [.. new[] { model, model with { Name = "x" }, model with { Revision = "x" }, model with { Dims = 1_023 } }.Select(VectorIndex.NameOf)];
        Assert.Equal(4, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("track_vectors_e3d8db907619e8fb", names[0]);
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\\'b", " E'a\\\\''b'")]
    public void Texts_are_quoted(string text, string literal) => Assert.Equal(literal, SqlLiteral.Of(text));

    [Fact]
    public void A_text_that_no_row_can_hold_is_refused() => Assert.Throws<ArgumentException>(() => SqlLiteral.Of("a\0b"));
}
