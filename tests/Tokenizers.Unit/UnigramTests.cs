using System.Globalization;
using Attune.Tokenizers.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class UnigramTests
{
    private const int Unknown = 0;
    private static readonly Tokenizer Small = TestTokenizer.Load(UnigramTokenizer.Json());
    private static readonly Arbitrary<string> AnyText = Gen.OneOf(Texts.Random, ArbMap.Default.GeneratorFor<string>().Select(x => x ?? "")).ToArbitrary();

    // Vocabularies over a, b and c, of which some letters are missing, and words over a to d.
    private static readonly Arbitrary<(KeyValuePair<string, double>[] Pieces, string Word)> AnyModel =
        (from pieces in Pieces()
         from length in Gen.Choose(1, 11)
         from word in Gen.Choose('a', 'd').Select(c => (char)c).ArrayOf(length)
         select (pieces, new string(word))).ToArbitrary();

    [Fact]
    public void No_segmentation_has_a_better_score_than_the_one_found() =>
        Prop.ForAll(AnyModel, x =>
        {
            double[] scores = [0, .. x.Pieces.Select(p => p.Value)];
            var unknown = scores.Min() - 10;
            var ids = Encode(x.Pieces, scores, x.Word);
            return Math.Abs(ScoreOf(ids, x.Pieces, x.Word, unknown) - Best(x.Pieces, x.Word, unknown)) < 1e-9;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_text_becomes_ids_of_the_vocabulary_and_is_cut_to_a_prefix() =>
        Prop.ForAll(AnyText, Gen.Choose(2, 40).ToArbitrary(), (text, limit) =>
        {
            int[] all = Small.Ids(text), cut = Small.Ids(text, limit);
            return Array.TrueForAll(all, id => id >= 0 && id < Small.VocabularySize)
                && (all.Length <= limit ? cut.SequenceEqual(all) : cut.SequenceEqual([.. all[..(limit - 1)], 2]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character()
    {
        var tokenizer = TestTokenizer.Load(UnigramTokenizer.Json(x =>
        {
            (x["normalizer"], x["pre_tokenizer"]) = (null, UnigramTokenizer.Metaspace("never", split: false));
            foreach (var piece in (string[])["\uFFFD", "a\uFFFD", "😀"])
                x["model"]!["vocab"]!.AsArray().Add(new System.Text.Json.Nodes.JsonArray(piece, -1.5));
        }));
        foreach (var text in new[] { "a\uD83D", "\uDE00a\uDE00", "😀\uD83D😀a\uDC00\uDC00", "\uD83D\uD83D\uDE00" })
        {
            var repaired = string.Concat(text.EnumerateRunes().Select(x => x.ToString()));
            Assert.DoesNotContain(Unknown, tokenizer.Ids(text));
            Assert.Equal(tokenizer.Ids(repaired), tokenizer.Ids(text));
        }
    }

    [Fact]
    public void A_word_of_a_million_characters_is_encoded()
    {
        KeyValuePair<string, double>[] pieces = [new("a", -2), new("aaaa", -3), new("aaa", -4)];
        var ids = Encode(pieces, [0, .. pieces.Select(x => x.Value)], new string('a', 1_000_000));
        Assert.Equal(Enumerable.Repeat(2, 250_000), ids);
    }

    [Fact]
    public void Threads_that_share_a_tokenizer_get_the_same_ids()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges];
        int[][] expected = [.. texts.Select(x => Small.Ids(x))];
        Parallel.For(0, 4 * texts.Length, i => Assert.Equal(expected[i % texts.Length], Small.Ids(texts[i % texts.Length])));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges];
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
                Small.Encode(text, buffer, 512);
            }
        }
    }

    [Fact]
    public void A_vocabulary_as_large_as_that_of_XLM_RoBERTa_is_read_and_used()
    {
        const int size = 250_002;
        string[] words = [.. Texts.Corpus.Values.SelectMany(x => x.Split(' ')).Distinct(StringComparer.Ordinal)];
        var random = new Random(7);
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        while (pieces.Count < size)
            pieces.Add(string.Create(CultureInfo.InvariantCulture, $"▁{words[random.Next(words.Length)]}{random.Next(100)}{words[random.Next(words.Length)]}"));

        var tokenizer = TestTokenizer.Load(UnigramTokenizer.Json(x =>
        {
            var vocabulary = x["model"]!["vocab"]!.AsArray();
            foreach (var piece in pieces.Take(size - vocabulary.Count))
                vocabulary.Add(new System.Text.Json.Nodes.JsonArray(piece, -20.5));
            x["normalizer"] = null;
        }));

        Assert.Equal(size, tokenizer.VocabularySize);
        var id = UnigramTokenizer.VocabularySize;
        foreach (var piece in pieces.Take(size - id))
            Assert.Equal(id++, tokenizer.IdOf(piece));
        // A long piece that is unlikely is still likelier than its many parts.
        var longest = pieces.Take(10_000).MaxBy(x => x.Length)!;
        Assert.Equal([1, tokenizer.IdOf(longest)!.Value, 2], tokenizer.Ids(longest[1..]));
    }

    private static Gen<KeyValuePair<string, double>[]> Pieces() =>
        from letters in Gen.SubListOf("a", "b", "c")
        from longer in Gen.Choose(2, 5).SelectMany(length => Gen.Choose('a', 'c').Select(c => (char)c).ArrayOf(length)).Select(x => new string(x)).ListOf()
        let texts = letters.Concat(longer).Distinct(StringComparer.Ordinal).ToArray()
        from scores in Gen.Choose(-400, 100).Select(x => x / 16.0).ArrayOf(texts.Length)
        select texts.Zip(scores, KeyValuePair.Create).ToArray();

    private static int[] Encode(KeyValuePair<string, double>[] pieces, double[] scores, string word)
    {
        var vocabulary = new VocabularyTrie([new("<unk>", Unknown), .. pieces.Select((x, i) => KeyValuePair.Create(x.Key, i + 1))]);
        using var ids = new TokenBuffer();
        var work = new Work();
        new Unigram(vocabulary, scores, Unknown, []).Encode(word, ids, ref work);
        return ids.Ids.ToArray();
    }

    // Reads the ids back onto the word: an unknown token is as many characters as it takes for the rest to fit.
    private static double ScoreOf(ReadOnlySpan<int> ids, KeyValuePair<string, double>[] pieces, ReadOnlySpan<char> word, double unknown)
    {
        if (ids.IsEmpty)
            return word.IsEmpty ? 0 : double.NegativeInfinity;
        if (ids[0] != Unknown)
        {
            var (piece, score) = pieces[ids[0] - 1];
            return word.StartsWith(piece, StringComparison.Ordinal) ? score + ScoreOf(ids[1..], pieces, word[piece.Length..], unknown) : double.NegativeInfinity;
        }

        var best = double.NegativeInfinity;
        for (var length = 1; length <= word.Length; length++)
            best = Math.Max(best, (length * unknown) + ScoreOf(ids[1..], pieces, word[length..], unknown));
        return best;
    }

    private static double Best(KeyValuePair<string, double>[] pieces, ReadOnlySpan<char> word, double unknown)
    {
        if (word.IsEmpty)
            return 0;
        var best = double.NegativeInfinity;
        var known = false;
        foreach (var (piece, score) in pieces)
        {
            known |= piece.Length == 1 && piece[0] == word[0];
            if (word.StartsWith(piece, StringComparison.Ordinal))
                best = Math.Max(best, score + Best(pieces, word[piece.Length..], unknown));
        }

        return known ? best : Math.Max(best, unknown + Best(pieces, word[1..], unknown));
    }
}
