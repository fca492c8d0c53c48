using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>
/// A text in, the logit of each label out. Labels do not exclude each other: their probabilities, the sigmoids, do not sum to 1.
/// </summary>
internal sealed class MultiLabelModel(MultiLabelManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
    : Model(manifest, tokenizer, graph, precision)
{
    public new MultiLabelManifest Manifest => manifest;

    /// <summary>Which labels each bucket sums up, as positions in a row.</summary>
    public IReadOnlyList<(string Name, int[] Labels)> Buckets { get; } =
        [.. manifest.Buckets.Select(
            x => (x.Name, (int[])[.. x.Labels.Select(label => manifest.Labels.Index().First(y => y.Item == label).Index)]))];

    public override int FrameTokens => Tokenizer.SpecialTokenCount;

    /// <summary>Appends the text. Without <paramref name="truncate"/> all its tokens are kept, whatever the model's limit.</summary>
    public TokenCount Tokenize(string text, bool truncate, Sequences sequences, CancellationToken cancellationToken = default)
    {
        var count = Tokenizer.Encode(text, sequences.Ids, truncate ? MaxTokens : int.MaxValue, cancellationToken);
        sequences.End();
        return count;
    }

    /// <summary>The probabilities.</summary>
    public override float[] Outputs(ReadOnlySpan<float> row)
    {
        var probabilities = new float[row.Length];
        for (var i = 0; i < row.Length; i++)
            probabilities[i] = Activation.Sigmoid(row[i]);
        return probabilities;
    }
}
