using Attune.BuiltinEvaluation.Contamination;
using Attune.BuiltinEvaluation.Sets;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class ShingleTests
{
    private static readonly Gen<string> Word = Gen.Choose(0, 25).Select(i => ((char)('a' + i)).ToString()).ListOf(5).Select(string.Concat);

    private static readonly Gen<string> Gap = Gen.Elements(" ", ", ", "\t", " - ", "… ", ".\u00a0", "'");

    [Fact]
    public void A_text_of_fewer_than_eight_words_has_none() => Assert.Empty(Shingles.Of("one two three four five six seven"));

    [Fact]
    public void A_text_of_ten_words_has_three() =>
        Assert.Equal(["a b c d e f g h", "b c d e f g h i", "c d e f g h i j"], Shingles.Of("A b, c-d (e) f: g's?".Replace("'s", " h", StringComparison.Ordinal) + " I J"));

    [Fact]
    public void Neither_punctuation_nor_case_hides_a_copy() => Prop.ForAll(
        Gen.Zip(Word.ListOf(12), Gap.ListOf(12)).ToArbitrary(), text =>
        {
            var (words, gaps) = text;
            var disguised = string.Concat(words.Select((word, i) => (i % 2 == 0 ? word.ToUpperInvariant() : word) + gaps[i]));
            return Shingles.Of(disguised).SequenceEqual(Shingles.Of(string.Join(' ', words)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Eight_words_of_a_held_out_text_are_found_wherever_they_are() => Prop.ForAll(
        Gen.Zip(Word.ListOf(20), Gen.Choose(0, 12)).ToArbitrary(), one =>
        {
            var (words, start) = one;
            var copied = string.Join(' ', words.Skip(start).Take(8));
            var (overlaps, lines) = Find([new("set", "id", string.Join(' ', words))], "nothing of it", $"before {copied} after");
            return lines == 2 && overlaps is [{ Set: "set", Id: "id", Line: 2 }] && overlaps[0].Shingle == copied;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Seven_words_in_a_row_are_no_overlap() =>
        Assert.Empty(Find([new("set", "id", "one two three four five six seven eight nine")], "one two three four five six seven 8 nine").Overlaps);

    [Fact]
    public void A_run_does_not_cross_the_end_of_a_line() =>
        Assert.Empty(Find([new("set", "id", "one two three four five six seven eight")], "one two three four", "five six seven eight").Overlaps);

    [Fact]
    public void Every_text_that_has_the_words_is_named_once()
    {
        const string copied = "one two three four five six seven eight";
        var (overlaps, _) = Find([new("a", "1", copied), new("a", "2", "free of it"), new("b", "3", $"{copied} nine {copied}")], copied, copied + " nine");
        Assert.Equal(["a 1 1", "b 3 1"], overlaps.Select(x => $"{x.Set} {x.Id} {x.Line}"));
    }

    private static (IReadOnlyList<Overlap> Overlaps, long Lines) Find(HeldOutText[] heldOut, params string[] lines) =>
        new ShingleIndex(heldOut).FindAsync(lines.ToAsyncEnumerable(), CancellationToken.None).GetAwaiter().GetResult();
}
