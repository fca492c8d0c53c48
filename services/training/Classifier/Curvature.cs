namespace Attune.Training.Classifier;

/// <summary>The Hessian of the objective, on as many rows as tell enough of it.</summary>
internal static class Curvature
{
    /// <summary>8,192 rows: the Hessian serves to precondition, so that of a sample will do.</summary>
    private const int MostBlocks = 64;

    /// <summary>Added to the diagonal, intercepts included: along equal changes of all intercepts the objective is flat.</summary>
    private const double LeastRidge = 1e-8;

    /// <summary>
    /// (1 / Σ wᵢ) Σ wᵢ (diag(pᵢ) - pᵢ pᵢᵀ) ⊗ x̃ᵢ x̃ᵢᵀ + λ, in the order of the parameters. Over every k-th block of rows, k the smallest
    /// that leaves at most 64.
    /// </summary>
    /// <remarks>Threads take pairs of classes, each with sums of its own; so their number changes no bit.</remarks>
    public static double[] At(SoftmaxObjective objective, double[] parameters)
    {
        var rows = objective.Rows;
        var step = (rows.Blocks + MostBlocks - 1) / MostBlocks;
        int[] blocks = [.. Enumerable.Range(0, rows.Blocks).Where(block => block % step == 0)];
        double[][] probabilities = [.. blocks.Select(block => objective.Probabilities(block, parameters))];
        var total = blocks.Sum(block => rows.Weights.AsSpan(block * PackedRows.BlockRows, PackedRows.BlockRows).ToArray().Sum());

        int stride = rows.Features + 1, size = objective.Length;
        var hessian = new double[size * size];
        (int A, int B)[] pairs = [.. Enumerable.Range(0, PackedRows.Classes).SelectMany(a => Enumerable.Range(0, a + 1).Select(b => (a, b)))
            // A class without rows stays where it is.
            .Where(pair => rows.IsPresent[pair.a] && rows.IsPresent[pair.b])];
        Parallel.ForEach(pairs, objective.Parallelism, pair =>
        {
            var (a, b) = pair;
            var sums = new double[stride * stride];
            var weights = new double[PackedRows.BlockRows];
            for (var i = 0; i < blocks.Length; i++)
            {
                for (var row = 0; row < weights.Length; row++)
                {
                    double pa = probabilities[i][(a * weights.Length) + row], pb = probabilities[i][(b * weights.Length) + row];
                    weights[row] = rows.Weights[(blocks[i] * weights.Length) + row] * (a == b ? pa * (1 - pa) : -pa * pb);
                }
                Moments.Add(rows, blocks[i], weights, sums);
            }
            for (var f = 0; f < stride; f++)
                for (var g = 0; g < stride; g++)
                    hessian[(((a * stride) + f) * size) + (b * stride) + g] = hessian[(((b * stride) + g) * size) + (a * stride) + f] =
                        sums[(f * stride) + g] / total;
        });
        for (var i = 0; i < size; i++) hessian[(i * size) + i] += Math.Max(objective.Lambda, LeastRidge);
        return hessian;
    }
}
