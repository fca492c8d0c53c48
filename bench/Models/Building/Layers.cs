using Attune.Graphs;

namespace Attune.Bench.Models.Building;

/// <summary>Pieces of transformers as PyTorch's exporter writes them.</summary>
internal static class Layers
{
    /// <summary>x × W, with W of a spread that keeps the size of numbers.</summary>
    public static string Linear(this GraphBuilder graph, string x, string name, long inputs, long outputs) =>
        graph.Node("MatMul", [x, graph.Weight(name, [inputs, outputs], 1 / MathF.Sqrt(inputs))]);

    /// <summary>x × W + b.</summary>
    public static string Affine(this GraphBuilder graph, string x, string name, long inputs, long outputs) =>
        graph.Node("Add", [graph.Linear(x, $"{name}.weight", inputs, outputs), graph.Weight($"{name}.bias", [outputs], 0.02f)]);

    public static string LayerNorm(this GraphBuilder graph, string x, string name, long width, float epsilon) =>
        graph.Node("LayerNormalization", [x, graph.Weight($"{name}.weight", [width], 0.1f, 1), graph.Weight($"{name}.bias", [width], 0.05f)], ("axis", -1), ("epsilon", epsilon));

    /// <summary>x / √(mean x² + ε) × w, in 32 bits whatever the precision.</summary>
    public static string RmsNorm(this GraphBuilder graph, string x, string name, long width, float epsilon)
    {
        var single = graph.AsSingle(x);
        var mean = graph.Node("ReduceMean", [graph.Node("Pow", [single, graph.Real(2)])], ("axes", new long[] { -1 }), ("keepdims", 1L));
        var root = graph.Node("Sqrt", [graph.Node("Add", [mean, graph.Real(epsilon)])]);
        var normal = graph.AsPrecise(graph.Node("Mul", [single, graph.Node("Div", [graph.Real(1), root])]));
        return graph.Node("Mul", [graph.Weight($"{name}.weight", [width], 0.1f, 1), normal]);
    }

    /// <summary>x × (1 + erf(x / √2)) / 2.</summary>
    public static string Gelu(this GraphBuilder graph, string x)
    {
        var erf = graph.Node("Erf", [graph.Node("Div", [x, graph.Number(MathF.Sqrt(2))])]);
        return graph.Node("Mul", [graph.Node("Mul", [x, graph.Node("Add", [erf, graph.Number(1)])]), graph.Number(0.5f)]);
    }

    /// <summary>[batch, sequence, heads × size] → [batch, sequence, heads, size].</summary>
    public static string SplitHeads(this GraphBuilder graph, string x, long heads, long size) => graph.Node("Reshape", [x, graph.List(0, 0, heads, size)]);

    public static string Transpose(this GraphBuilder graph, string x, params long[] order) => graph.Node("Transpose", [x], ("perm", order));

    public static string AsSingle(this GraphBuilder graph, string x) => graph.Precision == ElementType.Float ? x : graph.Cast(x, ElementType.Float);

    public static string AsPrecise(this GraphBuilder graph, string x) => graph.Precision == ElementType.Float ? x : graph.Cast(x, graph.Precision);

    /// <summary>0 where the condition holds, and so low a number elsewhere that a softmax gives nothing for it.</summary>
    public static string Penalty(this GraphBuilder graph, string condition) =>
        graph.Node("Where", [condition, graph.Number(0), graph.Number(graph.Precision == ElementType.Float ? float.MinValue : (float)Half.MinValue)]);
}
