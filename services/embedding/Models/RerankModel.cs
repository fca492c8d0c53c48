using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>A query and a document in, one score out.</summary>
internal abstract class RerankModel(ModelManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
    : Model(manifest, tokenizer, graph, precision)
{
    public override int FrameTokens => TokensWithoutDocument("", null);

    /// <summary>What the model asks where the caller does not say; null where it has no place for a task.</summary>
    public abstract string? DefaultTask { get; }

    /// <summary>
    /// Tokens that a pair has besides those of its document. As many as the model's limit leave no room for any document.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="task">Null for the model's own.</param>
    /// <param name="cancellationToken">Ends the tokenising.</param>
    public abstract int TokensWithoutDocument(string query, string? task, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends the pair. Without <paramref name="truncate"/> all its tokens are kept, whatever the model's limit; with it, the document is
    /// cut at its end, and the query must leave it room.
    /// </summary>
    public abstract TokenCount Tokenize(
        string query, string document, string? task, bool truncate, Sequences sequences, CancellationToken cancellationToken = default);

    /// <summary>
    /// How much speaks for the document, any number: the score is its <see cref="Activation.Sigmoid"/>. Finite where the row is.
    /// </summary>
    public abstract float RawScore(ReadOnlySpan<float> row);

    /// <summary>The score alone.</summary>
    public sealed override float[] Outputs(ReadOnlySpan<float> row) => [Activation.Sigmoid(RawScore(row))];
}
