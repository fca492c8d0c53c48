using Attune.Tokenizers;

namespace Attune.Embedding.Inference;

/// <summary>The token ids of several texts behind each other in pooled memory.</summary>
internal sealed class TokenizedTexts : IDisposable
{
    private readonly TokenBuffer _ids = new();
    private readonly List<(int Start, TokenCount Count)> _texts = [];

    public int Count => _texts.Count;

    public ReadOnlySpan<int> Ids(int index) => _ids.Ids.Slice(_texts[index].Start, _texts[index].Count.Written);

    public TokenCount Tokens(int index) => _texts[index].Count;

    public TokenCount Add(Tokenizer tokenizer, ReadOnlySpan<char> text, int maxTokens)
    {
        int start = _ids.Count;
        var count = tokenizer.Encode(text, _ids, maxTokens);
        _texts.Add((start, count));
        return count;
    }

    public void Dispose() => _ids.Dispose();
}
