using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>Reads query and document as one pair; the score is the sigmoid of its logit, or the softmax over its two.</summary>
internal sealed class CrossEncoderModel(CrossEncoderManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
    : RerankModel(manifest, tokenizer, graph, precision)
{
    public override string? DefaultTask => null;

    public override int TokensWithoutDocument(string query, string? task, CancellationToken cancellationToken = default)
    {
        using var ids = new TokenBuffer();
        return Tokenizer.EncodePlain(query, ids, int.MaxValue, cancellationToken).Total + Tokenizer.PairSpecialTokenCount;
    }

    public override TokenCount Tokenize(
        string query, string document, string? task, bool truncate, Sequences sequences, CancellationToken cancellationToken = default)
    {
        var count = Tokenizer.EncodePair(
            query, document, sequences.Ids, sequences.Types, truncate
                ? MaxTokens
                : int.MaxValue, PairTruncation.OnlySecond, cancellationToken);
        sequences.End();
        return count;
    }

    public override float RawScore(ReadOnlySpan<float> row) => manifest.PositiveColumn is { } yes
        ? Activation.LogOdds(row[yes], row[1 - yes])
        : row[0];
}
