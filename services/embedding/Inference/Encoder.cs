using Attune.Bundles;
using System.Buffers;
using Attune.Embedding.Bundles;
using Attune.Numerics;
using Attune.Tokenizers;

namespace Attune.Embedding.Inference;

/// <summary>A model that turns texts into vectors: templates, tokenizer, graph, normalisation. Thread-safe.</summary>
internal sealed class Encoder(EncoderManifest manifest, Tokenizer tokenizer, EncoderSession session) : IDisposable
{
    private readonly string[] _query = manifest.Templates.Query.Split(TemplatePair.Placeholder);
    private readonly string[] _document = manifest.Templates.Document.Split(TemplatePair.Placeholder);

    public EncoderManifest Manifest => manifest;

    /// <summary>Tokens that are not the text's own.</summary>
    public int SpecialTokens => tokenizer.SpecialTokenCount;

    /// <summary>Appends the text in its template to <paramref name="texts"/>. Without <paramref name="truncate"/> all its tokens are kept, whatever the model's limit.</summary>
    public TokenCount Tokenize(string text, TextRole role, bool truncate, TokenizedTexts texts)
    {
        string[] template = role == TextRole.Query ? _query : _document;
        string whole = template is ["", ""] ? text : template[0] + text + template[1];
        return texts.Add(tokenizer, whole, truncate ? manifest.MaxTokens : int.MaxValue);
    }

    /// <summary>Embeds the texts of one batch.</summary>
    /// <param name="texts">Where the texts are.</param>
    /// <param name="batch">Which of them, at least one.</param>
    /// <param name="output">Receives one vector a text of the batch, behind each other. A text of which the model knows no token gets zeros.</param>
    public void Run(TokenizedTexts texts, ReadOnlySpan<int> batch, Memory<float> output)
    {
        int length = 1;
        foreach (int index in batch)
            length = Math.Max(length, texts.Ids(index).Length);

        int size = batch.Length * length;
        long[] ids = ArrayPool<long>.Shared.Rent(size), mask = ArrayPool<long>.Shared.Rent(size);
        try
        {
            for (int row = 0; row < batch.Length; row++)
                Fill(texts.Ids(batch[row]), ids.AsSpan(row * length, length), mask.AsSpan(row * length, length));
            output = output[..(batch.Length * manifest.Dimensions)];
            session.Run(batch.Length, length, ids.AsMemory(0, size), mask.AsMemory(0, size), output);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
            ArrayPool<long>.Shared.Return(mask);
        }

        for (int row = 0; manifest.Normalize && row < batch.Length; row++)
            VectorMath.Normalize(output.Span.Slice(row * manifest.Dimensions, manifest.Dimensions));
    }

    public void Dispose() => session.Dispose();

    private void Fill(ReadOnlySpan<int> tokens, Span<long> ids, Span<long> mask)
    {
        for (int i = 0; i < tokens.Length; i++)
            ids[i] = tokens[i];
        ids[tokens.Length..].Fill(tokenizer.PadId);
        mask[..tokens.Length].Fill(1);
        mask[tokens.Length..].Clear();
    }
}
