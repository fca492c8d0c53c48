using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Bundles;

/// <summary>Runs the golden sequences of a model outside of any queue.</summary>
internal static class GoldenRun
{
    /// <summary>Each sequence in a batch of its own.</summary>
    public static float[][] Alone(Model model, Sequences sequences) =>
        [.. Enumerable.Range(0, sequences.Count).Select(i => Run(model, sequences, [i])[0])];

    /// <summary>All of them in one batch, the short ones padded to the length of the longest.</summary>
    public static float[][] Together(Model model, Sequences sequences) => Run(model, sequences, [.. Enumerable.Range(0, sequences.Count)]);

    private static float[][] Run(Model model, Sequences sequences, int[] rows)
    {
        var batch = new PackedBatch();
        batch.Reset(model, rows.Length, Math.Max(1, rows.Max(sequences.Length)));
        foreach (var row in rows)
            batch.Add(sequences.IdsOf(row), sequences.TypesOf(row));
        model.Run(batch);
        return [.. Enumerable.Range(0, rows.Length).Select(i => OutputsOf(model, batch.Output.Span.Slice(i * model.Width, model.Width)))];
    }

    /// <summary>An infinite logit would pass for a probability of 1; NaN passes for nothing.</summary>
    private static float[] OutputsOf(Model model, ReadOnlySpan<float> row) => Model.IsFinite(row)
        ? model.Outputs(row)
        : [.. Enumerable.Repeat(float.NaN, model.Outputs(row).Length)];
}
