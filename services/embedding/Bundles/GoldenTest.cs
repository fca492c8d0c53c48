using Attune.Bundles;
using Attune.Embedding.Models;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Bundles;

/// <summary>Lets a model compute its golden outputs, each alone and all in one padded batch, before it may serve.</summary>
internal static class GoldenTest
{
    /// <exception cref="BundleRefusedException">An output differs; model and text are named.</exception>
    public static void Run(Model model)
    {
        using var check = new GoldenCheck(model);
        try
        {
            var alone = GoldenRun.Alone(model, check.Sequences);
            if (check.Problem(alone, GoldenTolerance.For(model.Manifest, model.Precision)) is { } problem)
                throw Failed(model, $"failed its self-test on {problem}.");
            if (!Agree(model, alone, GoldenRun.Together(model, check.Sequences)))
                throw Failed(
                    model, "failed its self-test: a golden text alone and in a batch with the others becomes different numbers. Its " +
                        "graph does not heed the attention mask, or rounds by the batch as dynamic quantisation does.");
        }
        catch (Exception e) when (e is OnnxRuntimeException or ArgumentException)
        {
            throw Failed(model, $"cannot run its golden texts: {e.Message}", e);
        }
    }

    private static bool Agree(Model model, float[][] alone, float[][] together)
    {
        var tolerance = GoldenTolerance.Batching(model.Precision);
        var most = model is EncoderModel ? tolerance.Component : tolerance.Probability;
        // Vectors that are not normalised may be long. Written so that NaN fails too.
        return alone.Zip(together)
            .All(x => x.First.Zip(x.Second).All(y => Math.Abs(y.First - y.Second) <= most * Math.Max(1, x.First.Max(Math.Abs))));
    }

    private static BundleRefusedException Failed(Model model, string problem, Exception? inner = null) =>
        new($"Model '{model.Manifest.Name}' {problem}", inner);
}
