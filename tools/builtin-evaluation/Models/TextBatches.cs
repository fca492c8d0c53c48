using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.BuiltinEvaluation.Models;

/// <summary>Puts tokenised texts through a model, 32 a batch.</summary>
internal static class TextBatches
{
    public const int Rows = 32;

    /// <summary>On every core.</summary>
    /// <param name="tokenize">Appends text i as one sequence.</param>
    /// <returns>What the model makes of each text, in order.</returns>
    public static float[][] Run(Model model, int count, Action<int, Sequences> tokenize)
    {
        var results = new float[count][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(
            0, (count + Rows - 1) / Rows, options, chunk => RunChunk(model, chunk * Rows, Rows, results, tokenize, new PackedBatch()));
        return results;
    }

    /// <summary>On this thread alone.</summary>
    /// <param name="rows">Texts a batch.</param>
    public static float[][] RunAlone(Model model, int count, Action<int, Sequences> tokenize, int rows = Rows)
    {
        var results = new float[count][];
        var batch = new PackedBatch();
        for (var start = 0; start < count; start += rows)
            RunChunk(model, start, rows, results, tokenize, batch);
        return results;
    }

    private static void RunChunk(Model model, int start, int most, float[][] results, Action<int, Sequences> tokenize, PackedBatch batch)
    {
        var rows = Math.Min(most, results.Length - start);
        using var sequences = new Sequences();
        for (var i = 0; i < rows; i++)
            tokenize(start + i, sequences);
        batch.Reset(model, rows, Math.Max(1, Enumerable.Range(0, rows).Max(sequences.Length)));
        for (var i = 0; i < rows; i++)
            batch.Add(sequences.IdsOf(i), sequences.TypesOf(i));
        model.Run(batch);
        for (var i = 0; i < rows; i++)
            results[start + i] = model.Outputs(batch.Output.Span.Slice(i * model.Width, model.Width));
    }
}
