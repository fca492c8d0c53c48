using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>
/// A model in memory. A kind of model is how texts become a sequence of tokens, and what becomes of the row of numbers that the graph
/// makes of it. Thread-safe.
/// </summary>
internal abstract class Model(ModelManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision) : IBatchRunner, IDisposable
{
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

    /// <summary>Its graph was made for a batch of one.</summary>
    public bool TakesOneRow => graph.TakesOneRow;

    protected Tokenizer Tokenizer => tokenizer;

    /// <summary>The tokenizer keeps nothing of the text.</summary>
    public bool IsEmpty(string text)
    {
        using var ids = new TokenBuffer();
        return tokenizer.EncodePlain(text, ids).Total == 0;
    }

    public void Run(PackedBatch batch)
    {
        graph.Run(batch);
        var rows = batch.Output.Span;
        for (int row = 0; row < batch.Rows; row++)
            Finish(rows.Slice(row * Width, Width));
    }

    public void Dispose() => graph.Dispose();

    /// <summary>Makes of what the graph gives what callers get, in place.</summary>
    protected abstract void Finish(Span<float> row);
}
