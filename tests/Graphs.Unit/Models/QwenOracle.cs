using Attune.Bench.Models.Building;
using Attune.Bench.Models.Causal;

namespace Attune.Graphs.Unit.Models;

/// <summary>
/// A Qwen3 in plain double arithmetic, one token after another, from the paper's formulas and the weights alone: no graph, no
/// batch, no padding. Logits of the last token.
/// </summary>
internal sealed class QwenOracle(QwenShape shape, BuiltModel model)
{
    private readonly Dictionary<string, double[]> _weights = model.Weights.ToDictionary(x => x.Key, x => x.Value.Values().Select(v => (double)v).ToArray());

    public double[] LastLogits(long[] tokens)
    {
        var keys = Enumerable.Range(0, shape.Layers).Select(_ => new List<double[]>()).ToArray();
        var values = Enumerable.Range(0, shape.Layers).Select(_ => new List<double[]>()).ToArray();
        double[] x = [];
        for (var position = 0; position < tokens.Length; position++)
        {
            x = [.. Row("embed", tokens[position], shape.Hidden)];
            for (var layer = 0; layer < shape.Layers; layer++)
            {
                var name = $"layer.{layer}";
                var normal = Norm(x, $"{name}.norm1");
                var query = Rotate(Norm(Times(normal, $"{name}.q"), $"{name}.q_norm"), position);
                keys[layer].Add(Rotate(Norm(Times(normal, $"{name}.k"), $"{name}.k_norm"), position));
                values[layer].Add(Times(normal, $"{name}.v"));
                x = Sum(x, Times(Attend(query, keys[layer], values[layer]), $"{name}.o"));
                normal = Norm(x, $"{name}.norm2");
                var up = Times(normal, $"{name}.up");
                x = Sum(x, Times([.. Times(normal, $"{name}.gate").Select((g, i) => g / (1 + Math.Exp(-g)) * up[i])], $"{name}.down"));
            }
        }

        x = Norm(x, "norm");
        var logits = _weights.ContainsKey("lm_head")
            ? Times(x, "lm_head")
            : [.. Enumerable.Range(0, shape.Vocabulary).Select(i => Row("embed", i, shape.Hidden).Zip(x, (a, b) => a * b).Sum())];
        return _weights.TryGetValue("lm_head.bias", out var bias) ? Sum(logits, bias) : logits;
    }

    private double[] Attend(double[] query, List<double[]> keys, List<double[]> values)
    {
        int size = shape.HeadSize, share = shape.Heads / shape.KeyValueHeads;
        var mixed = new double[query.Length];
        for (var head = 0; head < shape.Heads; head++)
        {
            var from = head / share * size;
            double[] weights = [.. keys.Select(k => Math.Exp(Enumerable.Range(0, size).Sum(i => query[(head * size) + i] * k[from + i]) / Math.Sqrt(size)))];
            var total = weights.Sum();
            for (var i = 0; i < size; i++)
                mixed[(head * size) + i] = weights.Zip(values, (w, v) => w * v[from + i]).Sum() / total;
        }

        return mixed;
    }

    /// <summary>Every pair (i, i + half) of a head turns by position × base^(−i / half).</summary>
    private double[] Rotate(double[] x, int position)
    {
        var half = shape.HeadSize / 2;
        var turned = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            int within = i % shape.HeadSize, wave = within % half;
            var (sin, cos) = Math.SinCos(position * Math.Pow(QwenShape.RotaryBase, -(double)wave / half));
            turned[i] = within < half ? (x[i] * cos) - (x[i + half] * sin) : (x[i] * cos) + (x[i - half] * sin);
        }

        return turned;
    }

    /// <summary>In pieces as long as the norm's weight: the whole vector, or every head.</summary>
    private double[] Norm(double[] x, string name)
    {
        var weight = _weights[$"{name}.weight"];
        return [.. x.Chunk(weight.Length).SelectMany(part =>
        {
            var scale = 1 / Math.Sqrt((part.Sum(v => v * v) / part.Length) + QwenShape.Epsilon);
            return part.Select((v, i) => v * scale * weight[i]);
        })];
    }

    private double[] Times(double[] x, string name)
    {
        double[] matrix = _weights[name], y = new double[matrix.Length / x.Length];
        for (var i = 0; i < matrix.Length; i++)
            y[i % y.Length] += x[i / y.Length] * matrix[i];
        return y;
    }

    private ArraySegment<double> Row(string name, long row, int width) => new(_weights[name], (int)row * width, width);

    private static double[] Sum(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];
}
