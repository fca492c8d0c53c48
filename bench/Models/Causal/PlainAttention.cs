using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Causal;

/// <summary>Attention in ONNX's own operators.</summary>
internal sealed class PlainAttention : IQwenAttention
{
    private readonly GraphBuilder _graph;
    private readonly QwenShape _shape;
    private readonly string _cosines;
    private readonly string _sines;
    private readonly string _penalty;

    public PlainAttention(GraphBuilder graph, QwenShape shape, string ids, string mask, string positions)
    {
        _graph = graph;
        _shape = shape;
        var half = shape.HeadSize / 2;
        var frequencies = graph.Tensor("inv_freq", ElementType.Float, [1, 1, half], (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)Math.Pow(QwenShape.RotaryBase, -(first + i) / (double)half);
        });
        var angles = graph.Node("MatMul", [graph.Node("Unsqueeze", [graph.Cast(positions, ElementType.Float), graph.List(-1)]), frequencies]);
        angles = graph.Node("Unsqueeze", [graph.Node("Concat", [angles, angles], ("axis", -1)), graph.List(1)]);
        _cosines = graph.AsPrecise(graph.Node("Cos", [angles]));
        _sines = graph.AsPrecise(graph.Node("Sin", [angles]));
        _penalty = graph.Penalty(Visible(ids, mask));
    }

    public (string Mixed, string PresentKey, string PresentValue) Attend(string query, string key, string value, string pastKey, string pastValue)
    {
        query = Rotate(_graph.Transpose(query, 0, 2, 1, 3));
        key = _graph.Node("Concat", [pastKey, Rotate(_graph.Transpose(key, 0, 2, 1, 3))], ("axis", 2));
        value = _graph.Transpose(_graph.SplitHeads(value, _shape.KeyValueHeads, _shape.HeadSize), 0, 2, 1, 3);
        value = _graph.Node("Concat", [pastValue, value], ("axis", 2));

        var scores = _graph.Node("MatMul", [query, _graph.Transpose(Repeat(key), 0, 1, 3, 2)]);
        scores = _graph.Node("Add", [_graph.Node("Mul", [scores, _graph.Number(1 / MathF.Sqrt(_shape.HeadSize))]), _penalty]);
        var weights = _graph.AsPrecise(_graph.Node("Softmax", [_graph.AsSingle(scores)], ("axis", -1)));
        var mixed = _graph.Transpose(_graph.Node("MatMul", [weights, Repeat(value)]), 0, 2, 1, 3);
        return (_graph.Node("Reshape", [mixed, _graph.List(0, 0, _shape.Heads * _shape.HeadSize)]), key, value);
    }

    /// <summary>Which keys a query sees, [batch, 1, sequence, total]: those not later than itself that are not padding.</summary>
    private string Visible(string ids, string mask)
    {
        string sequence = Length(ids), total = Length(mask), one = _graph.Whole(1);
        var key = _graph.Node("Range", [_graph.Whole(0), total, one]);
        var query = _graph.Node("Range", [_graph.Node("Sub", [total, sequence]), total, one]);
        var causal = _graph.Node("LessOrEqual", [key, _graph.Node("Unsqueeze", [query, _graph.List(1)])]);
        return _graph.Node("And", [causal, _graph.Cast(_graph.Node("Unsqueeze", [mask, _graph.List(1, 2)]), ElementType.Bool)]);
    }

    private string Length(string value) => _graph.Node("Gather", [_graph.Node("Shape", [value]), _graph.Whole(1)], ("axis", 0));

    /// <summary>x cos + (−second half, first half) sin.</summary>
    private string Rotate(string x)
    {
        long half = _shape.HeadSize / 2;
        var first = _graph.Node("Slice", [x, _graph.List(0), _graph.List(half), _graph.List(3)]);
        var second = _graph.Node("Slice", [x, _graph.List(half), _graph.List(long.MaxValue), _graph.List(3)]);
        var turned = _graph.Node("Concat", [_graph.Node("Neg", [second]), first], ("axis", -1));
        return _graph.Node("Add", [_graph.Node("Mul", [x, _cosines]), _graph.Node("Mul", [turned, _sines])]);
    }

    /// <summary>Each key-value head for all queries that it serves.</summary>
    private string Repeat(string x)
    {
        var wide = _graph.Node("Expand", [_graph.Node("Unsqueeze", [x, _graph.List(2)]), _graph.List(1, 1, _shape.Heads / _shape.KeyValueHeads, 1, 1)]);
        return _graph.Node("Reshape", [wide, _graph.List(0, _shape.Heads, -1, _shape.HeadSize)]);
    }
}
