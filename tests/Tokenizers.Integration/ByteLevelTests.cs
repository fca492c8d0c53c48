using System.Text;
using System.Text.Json;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PreTokenization;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

public sealed class ByteLevelTests : IClassFixture<ByteLevelTests.Loaded>
{
    private readonly Tokenizer _qwen, _gpt2, _prefixed;
    private readonly Dictionary<int, byte[]> _bytesOf;

    public ByteLevelTests(Loaded loaded)
    {
        (_qwen, _gpt2, _prefixed, _bytesOf) = (loaded.Qwen, loaded.Gpt2, loaded.Prefixed, loaded.BytesOf);
    }

    [Fact]
    public void The_bytes_of_the_tokens_are_those_of_the_composed_text() =>
        Prop.ForAll(WithoutAddedTokens, text => Decode(_qwen.Ids(text)).SequenceEqual(Encoding.UTF8.GetBytes(Compose(text)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Composition_changes_nothing_that_is_composed() =>
        Prop.ForAll(ByteLevelTexts.Any, text => Compose(Compose(text)) == Compose(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_cover_the_text_without_gap_or_overlap()
    {
        CoveringSplit[] all = [new Gpt2PreTokenizer(), new Cl100kPreTokenizer(maxDigits: 1), new Cl100kPreTokenizer(maxDigits: 3), new O200kPreTokenizer(contractions: true, maxDigits: 3)];
        Prop.ForAll(ByteLevelTexts.Any, Gen.Elements(all).ToArbitrary(), (text, splitter) =>
        {
            int position = 0, covered = 0;
            var work = new Work();
            while (splitter.TryNext(text, ref position, out var word, ref work))
            {
                if (word.IsEmpty || !word.SequenceEqual(text.AsSpan(covered, word.Length)) || position != covered + word.Length)
                    return false;
                covered = position;
            }

            return covered == text.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_text_around_an_added_token_is_its_two_halves_around_the_tokens_id() =>
        Prop.ForAll(WithoutAddedTokens, WithoutAddedTokens, (a, b) =>
            _qwen.Ids(a + "<|im_start|>" + b).SequenceEqual([.. _qwen.Ids(a), 151644, .. _qwen.Ids(b)])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_prefix_is_one_blank_and_only_where_there_is_none() =>
        Prop.ForAll(WithoutAddedTokens, text => text.Length == 0
            ? _prefixed.Ids(text).Length == 2
            : _prefixed.Ids(text).SequenceEqual(_prefixed.Ids(text[0] == ' ' ? text[1..].Insert(0, " ") : " " + text))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character()
    {
        foreach (var tokenizer in new[] { _qwen, _gpt2, _prefixed })
        {
            Assert.Equal(tokenizer.Ids("a\uFFFDb \uFFFD\uFFFD"), tokenizer.Ids("a\uD800b \uDE00\uD83D"));
            Assert.Equal(tokenizer.Ids("e\u0301\uFFFD\u0301"), tokenizer.Ids("e\u0301\uDC00\u0301"));
        }
    }

    [Fact]
    public void Threads_that_share_a_tokenizer_get_the_same_ids()
    {
        string[] texts = [.. Texts.Corpus.Values, .. ByteLevelTexts.Edges];
        int[][] expected = [.. texts.Select(x => _qwen.Ids(x))];
        Parallel.For(0, 8 * texts.Length, i => Assert.Equal(expected[i % texts.Length], _qwen.Ids(texts[i % texts.Length])));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges, .. ByteLevelTexts.Edges];
        using var buffer = new TokenBuffer();
        // Long words take memory from the shared pool, which gives it up to a collection when the machine runs short: one round
        // without is proof enough.
        Assert.Contains(Enumerable.Range(0, 10).Select(_ => AllocatedByOneRound()), x => x == 0);

        long AllocatedByOneRound()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            EncodeAll();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void EncodeAll()
        {
            foreach (var text in texts)
            {
                buffer.Clear();
                _qwen.Encode(text, buffer, 512);
                _gpt2.Encode(text, buffer, 512);
                _prefixed.Encode(text, buffer, 512);
            }
        }
    }

    [Fact]
    public async Task Loading_makes_little_garbage()
    {
        var path = await PublishedFiles.Qwen3PathAsync();
        TokenizerFile.Load(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TokenizerFile.Load(path);
        // Of 11.4 MB of JSON; a string for every merge alone would be 20 MB more. The parser's own memory is pooled, where the pool still has it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    private static Arbitrary<string> WithoutAddedTokens { get; } = ByteLevelTexts.Any.Generator.Select(x => x.Replace('<', '(')).ToArbitrary();

    private static string Compose(string text) => Components.Normalize(new ComposedNormalizer(), text);

    private byte[] Decode(int[] ids) => [.. ids.SelectMany(id => _bytesOf[id])];

    public sealed class Loaded : IAsyncLifetime
    {
        internal Tokenizer Qwen { get; private set; } = null!;

        internal Tokenizer Gpt2 { get; private set; } = null!;

        internal Tokenizer Prefixed { get; private set; } = null!;

        internal Dictionary<int, byte[]> BytesOf { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var path = await PublishedFiles.Qwen3PathAsync();
            Qwen = TokenizerFile.Load(path);
            Gpt2 = TestTokenizer.Load(await PublishedFiles.Gpt2Async());
            Prefixed = TestTokenizer.Load(await PublishedFiles.RobertaAsync(prefixSpace: true));
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
            BytesOf = document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().ToDictionary(x => x.Value.GetInt32(), x => ByteLevelFiles.BytesOf([x.Name]));
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
