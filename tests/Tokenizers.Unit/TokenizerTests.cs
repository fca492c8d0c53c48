using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Plain = TestTokenizer.Load(TestTokenizer.Json());
    private static readonly Tokenizer WithTemplate = TestTokenizer.Load(TestTokenizer.Json(x => x["post_processor"] = TestTokenizer.Template()));
    private static readonly Arbitrary<string> AnyText = Gen.OneOf(Texts.Random, ArbMap.Default.GeneratorFor<string>().Select(x => x ?? "")).ToArbitrary();

    [Fact]
    public void Any_text_becomes_ids_of_the_vocabulary() =>
        Prop.ForAll(AnyText, text => Array.TrueForAll(Plain.Ids(text), id => id >= 0 && id < Plain.VocabularySize)).QuickCheckThrowOnFailure();

    [Fact]
    public void Truncation_keeps_the_first_tokens_and_counts_all() =>
        Prop.ForAll(AnyText, Gen.Choose(0, 40).ToArbitrary(), (text, limit) =>
        {
            var all = Plain.Ids(text);
            using var buffer = new TokenBuffer();
            var count = Plain.Encode(text, buffer, limit);
            return count.Total == all.Length
                && count.Truncated == all.Length > limit
                && buffer.Ids.SequenceEqual(all.AsSpan(0, Math.Min(limit, all.Length)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Truncation_keeps_the_special_tokens() =>
        Prop.ForAll(AnyText, Gen.Choose(2, 40).ToArbitrary(), (text, limit) =>
        {
            int[] bare = Plain.Ids(text), whole = WithTemplate.Ids(text, limit);
            return whole.SequenceEqual([2, .. bare.Take(limit - 2), 3]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_encoded_behind_each_other_do_not_touch_each_other() =>
        Prop.ForAll(AnyText, AnyText, (a, b) =>
        {
            using var buffer = new TokenBuffer();
            WithTemplate.Encode(a, buffer);
            var first = buffer.Count;
            WithTemplate.Encode(b, buffer);
            return buffer.Ids[..first].SequenceEqual(WithTemplate.Ids(a)) && buffer.Ids[first..].SequenceEqual(WithTemplate.Ids(b));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Threads_that_share_a_tokenizer_get_the_same_ids()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges];
        int[][] expected = [.. texts.Select(x => Plain.Ids(x))];
        Parallel.For(0, 8 * texts.Length, i => Assert.Equal(expected[i % texts.Length], Plain.Ids(texts[i % texts.Length])));
    }

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character() => Assert.Equal(Plain.Ids("a\uFFFDb"), Plain.Ids("a\uD800b"));

    [Fact]
    public void A_limit_below_the_special_tokens_is_refused()
    {
        using var buffer = new TokenBuffer();
        Assert.Throws<ArgumentOutOfRangeException>(() => WithTemplate.Encode("a", buffer, 1));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges.Where(x => x.Length < 1_000)];
        using var buffer = new TokenBuffer();
        EncodeAll();
        EncodeAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        EncodeAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void EncodeAll()
        {
            foreach (var text in texts)
            {
                buffer.Clear();
                WithTemplate.Encode(text, buffer, 512);
            }
        }
    }
}
