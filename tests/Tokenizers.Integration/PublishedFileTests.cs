namespace Attune.Tokenizers.Integration;

public sealed class PublishedFileTests
{
    [Fact]
    public async Task The_token_that_ends_a_text_fills_up_batches_where_there_is_none_for_that()
    {
        Assert.Equal(151643, TokenizerFile.Load(await PublishedFiles.Qwen3PathAsync()).PadId);
        Assert.Equal(50256, TestTokenizer.Load(await PublishedFiles.Gpt2Async()).PadId);
        Assert.Equal(1, TestTokenizer.Load(await PublishedFiles.RobertaAsync(prefixSpace: false)).PadId);
    }

    [Fact]
    public async Task Where_every_byte_is_known_nothing_stands_for_the_unknown() =>
        Assert.Null(TestTokenizer.Load(await PublishedFiles.Gpt2Async()).UnknownId);
}
