using System.Numerics.Tensors;
using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>
/// A model in memory. A kind of model is how texts become a sequence of tokens, and what the row of numbers that the graph makes of it
/// means. Thread-safe.
/// </summary>
internal abstract class Model(ModelManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
    : IBatchRunner, IDisposable
{
    private readonly FixedBatch? _fixed = graph.Shape.IsFree ? null : new(graph.Shape);

    public ModelManifest Manifest => manifest;

    /// <summary>What its graph's weights are stored and multiplied in.</summary>
    public Precision Precision => precision;

    /// <summary>What its graph costs more than it should, and why; null where there is nothing to tell.</summary>
    public string? Drawback => graph.Drawback;

    public int MaxTokens => manifest.MaxTokens;

    /// <summary>Tokens of an empty text, or of a pair of such: what templates and special tokens take.</summary>
    public abstract int FrameTokens { get; }

    string IBatchRunner.Model => manifest.Name;

    public int Width => graph.Width;

    public int PadId => tokenizer.PadId;

    public bool TakesTypes => graph.TakesTypes;

    /// <summary>What its graph was made for; batches of other shapes are brought to it.</summary>
    public GraphShape Shape => graph.Shape;

    protected Tokenizer Tokenizer => tokenizer;

    /// <summary>A row that says something: NaN and the infinities are no numbers.</summary>
    public static bool IsFinite(ReadOnlySpan<float> row) => TensorPrimitives.IsFiniteAll(row);

    /// <summary>The tokenizer keeps nothing of the text.</summary>
    public bool IsEmpty(string text, CancellationToken cancellationToken)
    {
        using var ids = new TokenBuffer();
        return tokenizer.EncodePlain(text, ids, int.MaxValue, cancellationToken).Total == 0;
    }

    /// <summary>Each of the text's own tokens stands for something that is not in the vocabulary.</summary>
    public bool KnowsNothingOf(string text, CancellationToken cancellationToken)
    {
        if (tokenizer.UnknownId is not { } unknown)
            return false;
        using var own = new TokenBuffer();
        tokenizer.EncodePlain(text, own, MaxTokens, cancellationToken);
        return !own.Ids.ContainsAnyExcept(unknown);
    }

    /// <summary>The same, of a text that is in a sequence: one that left no unknown token there need not be looked at again.</summary>
    public bool KnowsNothingOf(string text, ReadOnlySpan<int> sequence, CancellationToken cancellationToken) =>
        tokenizer.UnknownId is { } unknown && sequence.Contains(unknown) && KnowsNothingOf(text, cancellationToken);

    public void Run(PackedBatch batch)
    {
        if (_fixed is null)
            graph.Run(batch);
        else
            _fixed.Run(batch, this, graph);
        var rows = batch.Output.Span;
        for (var row = 0; row < batch.Rows; row++)
            Finish(rows.Slice(row * Width, Width));
    }

    /// <summary>The numbers that golden values are given for.</summary>
    /// <param name="row">As <see cref="Run"/> leaves it.</param>
    public virtual float[] Outputs(ReadOnlySpan<float> row) => row.ToArray();

    public void Dispose() => graph.Dispose();

    /// <summary>
    /// The last step that belongs to the numbers themselves, in place. What squeezes them between 0 and 1 comes later, for their order
    /// is in them.
    /// </summary>
    protected virtual void Finish(Span<float> row)
    {
    }
}
