namespace Attune.Training.Classifier;

/// <summary>
/// A step along a direction that lowers the loss enough and leaves the slope flatter: the weak Wolfe conditions, by bisection (Lewis and
/// Overton 2013, algorithm 2.6).
/// </summary>
internal static class LineSearch
{
    private const double Decrease = 1e-4, Flatter = 0.9;
    private const int MostTries = 20;

    /// <summary>Where the step leads; <see langword="null"/> when no step lowers the loss.</summary>
    public readonly record struct Found(double[]? Point, double[]? Gradient, double Loss, int Evaluations);

    public static Found Find(SoftmaxObjective objective, double[] from, double loss, double[] gradient, double[] direction)
    {
        var slope = Dot(gradient, direction);
        if (!(slope < 0)) return new(null, null, loss, 0);
        double low = 0, high = double.PositiveInfinity, size = 1;
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var point = new double[from.Length];
            for (var i = 0; i < point.Length; i++) point[i] = from[i] + (size * direction[i]);
            var gradientThere = new double[from.Length];
            var there = objective.Evaluate(point, gradientThere);
            // Negated, so that a loss that is no number counts as too high.
            if (!(there <= loss + (Decrease * size * slope))) high = size;
            else if (Dot(gradientThere, direction) < Flatter * slope) low = size;
            else return new(point, gradientThere, there, tries);
            size = double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }
        return new(null, null, loss, MostTries);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
