using Attune.Bench.Models.Building;
using Attune.Bench.Models.Causal;
using Attune.Bench.Models.Encoders;
using Attune.Graphs;
using Attune.Graphs.LastToken;
using Attune.Graphs.Pooling;

namespace Attune.Bench.Gpu.Workloads;

/// <summary>Writes the models and the plan.</summary>
internal static class ModelFolder
{
    private static readonly (string Variant, ElementType Precision, bool Fused)[] Variants =
    [
        ("plain fp32", ElementType.Float, false),
        ("plain fp16", ElementType.Float16, false),
        ("fused fp16", ElementType.Float16, true),
    ];

    public static void Write(string folder, bool tiny)
    {
        Directory.CreateDirectory(folder);
        var e5 = tiny ? EncoderShape.E5Large.Tiny() : EncoderShape.E5Large;
        var qwen = tiny ? QwenShape.Tiny : QwenShape.Reranker;
        new Plan([E5(folder, e5, tiny), Qwen(folder, qwen, tiny)]).Write(folder);
    }

    private static PlannedModel E5(string folder, EncoderShape shape, bool tiny)
    {
        var (files, weights) = WriteVariants(folder, "e5", (path, precision, fused) =>
        {
            var model = EncoderGraph.Write(path, shape with { Precision = precision, Fused = fused }, externalFrom: 1);
            PoolingRewriter.Rewrite(path, Ready(path), PoolingKind.Mean, normalize: true);
            return model;
        });
        var sizes = new Dictionary<string, double>
        {
            ["layers"] = shape.Layers, ["hidden"] = shape.Hidden, ["heads"] = shape.Heads, ["epsilon"] = EncoderShape.Epsilon,
        };
        BatchSize[] batches = tiny ? [new(4, 16)] : [new(512, 32), new(128, 128), new(64, 256), new(32, 512)];
        return new("e5", sizes, files, weights, PoolingRewriter.OutputName, [], 1, RandomTexts(shape.Vocabulary, tiny ? 50 : 120), batches);
    }

    private static PlannedModel Qwen(string folder, QwenShape shape, bool tiny)
    {
        // "no" and "yes" in the real vocabulary.
        int[] columns = tiny ? [3, 7] : [2152, 9693];
        var (files, weights) = WriteVariants(folder, "qwen", (path, precision, fused) =>
        {
            var model = QwenGraph.Write(path, shape with { Precision = precision, Fused = fused }, externalFrom: 1);
            LastTokenColumnsRewriter.Rewrite(path, Ready(path), columns);
            return model;
        });
        var sizes = new Dictionary<string, double>
        {
            ["layers"] = shape.Layers, ["heads"] = shape.Heads, ["keyValueHeads"] = shape.KeyValueHeads, ["headSize"] = shape.HeadSize,
            ["rotaryBase"] = QwenShape.RotaryBase, ["epsilon"] = QwenShape.Epsilon,
        };
        BatchSize[] batches = tiny ? [new(4, 16)] : [new(128, 128), new(64, 256), new(32, 512)];
        return new("qwen", sizes, files, weights, LastTokenColumnsRewriter.OutputName, columns, 0, RandomTexts(shape.Vocabulary, tiny ? 50 : 120), batches);
    }

    private static (Dictionary<string, string> Files, WeightFile Weights) WriteVariants(string folder, string name, Func<string, ElementType, bool, BuiltModel> write)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        WeightFile? weights = null;
        foreach (var (variant, precision, fused) in Variants)
        {
            var path = Path.Combine(folder, $"{name}-{variant.Replace(' ', '-')}.onnx");
            var model = write(path, precision, fused);
            weights ??= WeightFile.Of(model);
            files.Add(variant, Path.GetFileName(Ready(path)));
        }

        return (files, weights!);
    }

    private static string Ready(string path) => Path.ChangeExtension(path, ".ready.onnx");

    /// <summary>Eight texts of very different lengths.</summary>
    private static int[][] RandomTexts(int vocabulary, int longest)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(1, 8).Select(i => Enumerable.Range(0, Math.Max(2, longest * i * i / 64)).Select(_ => random.Next(2, vocabulary)).ToArray())];
    }
}
