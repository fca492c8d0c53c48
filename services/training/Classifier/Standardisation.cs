namespace Attune.Training.Classifier;

/// <summary>
/// (x - mean) / deviation of each feature, fitted on the training part and stored with the model. A feature that never changes has
/// deviation 1.
/// </summary>
internal sealed record Standardisation(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    public static Standardisation None(int features) => new(new double[features], [.. Enumerable.Repeat(1.0, features)]);

    /// <param name="values"><paramref name="features"/> numbers a row.</param>
    /// <param name="features">Numbers in a row.</param>
    /// <param name="rows">Those that count, in a fixed order: sums depend on it in their last bits.</param>
    public static Standardisation Fit(ReadOnlySpan<double> values, int features, ReadOnlySpan<int> rows)
    {
        double[] means = new double[features], deviations = new double[features];
        for (var f = 0; f < features; f++)
        {
            double sum = 0, squares = 0;
            foreach (var row in rows) sum += values[(row * features) + f];
            means[f] = sum / rows.Length;
            foreach (var row in rows)
            {
                var off = values[(row * features) + f] - means[f];
                squares += off * off;
            }
            var deviation = Math.Sqrt(squares / rows.Length);
            // Rounding gives a constant column a deviation of about 1e-17, which would blow its noise up to 1.
            deviations[f] = deviation > 1e-12 * (1 + Math.Abs(means[f])) ? deviation : 1;
        }
        return new(means, deviations);
    }

    public double Apply(int feature, double value) => (value - Means[feature]) / Deviations[feature];
}
