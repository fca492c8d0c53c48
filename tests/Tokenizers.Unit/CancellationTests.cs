using Attune.Tokenizers.Models;
using Attune.Tokenizers.PostProcessing;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Unit;

public sealed class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static TheoryData<string> Files => new()
    {
        TestTokenizer.Json(x => x["post_processor"] = TestTokenizer.Template()),
        UnigramTokenizer.Json(),
        CharacterFiles.Llama2(),
        ByteLevelFiles.Bytes(null, ByteLevelFiles.Split(ByteLevelFiles.QwenPattern)),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void An_encoding_that_nobody_waits_for_leaves_the_buffers_as_they_were(string json)
    {
        var tokenizer = TestTokenizer.Load(json);
        using TokenBuffer ids = new(), types = new();
        ids.Append(7, 8);
        types.Append(9);
        Assert.Throws<OperationCanceledException>(() => tokenizer.Encode("some text", ids, cancellationToken: Cancelled));
        Assert.Throws<OperationCanceledException>(() => tokenizer.EncodePlain("", ids, cancellationToken: Cancelled));
        Assert.Throws<OperationCanceledException>(() => tokenizer.EncodePair("one", "two", ids, types, cancellationToken: Cancelled));
        Assert.Equal([7, 8], ids.Ids.ToArray());
        Assert.Equal([9], types.Ids.ToArray());
    }

    [Fact]
    public void An_encoding_ends_within_some_ten_thousand_steps_of_its_caller_and_returns_no_ids()
    {
        using var caller = new CancellationTokenSource();
        var leaving = new LeavingModel(caller);
        var tokenizer = Make(leaving);
        using var ids = new TokenBuffer();
        Assert.Throws<OperationCanceledException>(() => tokenizer.Encode(string.Concat(Enumerable.Repeat("a ", 1_000_000)), ids, cancellationToken: caller.Token));
        Assert.Equal(0, ids.Count);
        Assert.InRange(leaving.Words, LeavingModel.Last, LeavingModel.Last + 20_000);
    }

    [Fact]
    public void A_pair_whose_caller_leaves_at_the_second_text_leaves_the_buffers_as_they_were()
    {
        using var caller = new CancellationTokenSource();
        using TokenBuffer ids = new(), types = new();
        ids.Append(7);
        var tokenizer = Make(new LeavingModel(caller));
        string first = string.Concat(Enumerable.Repeat("a ", LeavingModel.Last - 10)), second = string.Concat(Enumerable.Repeat("b ", 100_000));
        Assert.Throws<OperationCanceledException>(() => tokenizer.EncodePair(first, second, ids, types, cancellationToken: caller.Token));
        Assert.Equal([7], ids.Ids.ToArray());
        Assert.Equal(0, types.Count);
    }

    private static Tokenizer Make(ITokenModel model) => new(new TokenizerParts
    {
        AddedTokens = [],
        Normalizer = null,
        PreTokenizers = [new WhitespaceSplit()],
        Model = model,
        Template = SequenceTemplate.None,
        IdOf = _ => null,
        VocabularySize = 1,
        PadId = 0,
    });

    // Its caller leaves at a certain word.
    private sealed class LeavingModel(CancellationTokenSource caller) : ITokenModel
    {
        public const int Last = 1_000;

        public int Words { get; private set; }

        public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
        {
            work.Add(word.Length);
            ids.Append(0);
            if (++Words == Last)
                caller.Cancel();
        }
    }
}
