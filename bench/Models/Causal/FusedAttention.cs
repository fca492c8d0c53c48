using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Causal;

/// <summary>Attention in ONNX Runtime's operators. Padding must be on the right: the operator knows the number of tokens of a row and not where they are.</summary>
internal sealed class FusedAttention : IQwenAttention
{
    private readonly GraphBuilder _graph;
    private readonly QwenShape _shape;
    private readonly string _positions;
    private readonly string _cosines;
    private readonly string _sines;
    private readonly string _last;
    private readonly string _total;

    public FusedAttention(GraphBuilder graph, QwenShape shape, string mask, string positions)
    {
        _graph = graph;
        _shape = shape;
        _positions = positions;
        _cosines = Table("cos_cache", Math.Cos);
        _sines = Table("sin_cache", Math.Sin);
        var tokens = graph.Node("ReduceSum", [mask, graph.List(1)], ("keepdims", 0L));
        _last = graph.Cast(graph.Node("Sub", [tokens, graph.Whole(1)]), ElementType.Int32);
        _total = graph.Cast(graph.Node("Gather", [graph.Node("Shape", [mask]), graph.Whole(1)], ("axis", 0L)), ElementType.Int32);
    }

    public (string Mixed, string PresentKey, string PresentValue) Attend(string query, string key, string value, string pastKey, string pastValue)
    {
        string[] inputs = [Rotate(query, _shape.Heads), Rotate(key, _shape.KeyValueHeads), value, pastKey, pastValue, _last, _total];
        var outputs = _graph.MicrosoftNodes("GroupQueryAttention", inputs, 3, ("num_heads", (long)_shape.Heads), ("kv_num_heads", (long)_shape.KeyValueHeads));
        return (outputs[0], outputs[1], outputs[2]);
    }

    private string Rotate(string x, int heads)
    {
        var flat = _graph.Node("Reshape", [x, _graph.List(0, 0, heads * _shape.HeadSize)]);
        return _graph.MicrosoftNode("RotaryEmbedding", [flat, _positions, _cosines, _sines], ("num_heads", (long)heads));
    }

    /// <summary>A function of all angles, [positions, size ÷ 2].</summary>
    private string Table(string name, Func<double, double> function)
    {
        var half = _shape.HeadSize / 2;
        return _graph.Tensor(name, _shape.Precision, [_shape.Positions, half], (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                var (position, wave) = Math.DivRem(first + i, half);
                values[i] = (float)function(position * Math.Pow(QwenShape.RotaryBase, -wave / (double)half));
            }
        });
    }
}
