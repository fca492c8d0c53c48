using Attune.Graphs.Pooling;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.Pooling;

/// <summary>Pooling in double precision, from a vector a token.</summary>
internal static class PoolingOracle
{
    public static double[] Pool(Numbers tokens, Batch batch, int row, PoolingKind pooling, bool normalize)
    {
        var length = batch.Lengths[row];
        var vector = pooling switch
        {
            PoolingKind.Cls => Token(tokens, row * batch.Length),
            PoolingKind.Last => Token(tokens, batch.Index(row, length - 1)),
            _ => Mean([.. Enumerable.Range(0, length).Select(i => Token(tokens, batch.Index(row, i)))]),
        };
        var norm = normalize ? Math.Sqrt(vector.Sum(x => x * x)) : 1;
        return [.. vector.Select(x => x / norm)];
    }

    private static double[] Token(Numbers tokens, int index) => [.. tokens.Row(index).ToArray().Select(x => (double)x)];

    private static double[] Mean(double[][] vectors) => [.. vectors[0].Select((_, i) => vectors.Average(x => x[i]))];
}
