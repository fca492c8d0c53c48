using Attune.Evaluation.Statistics;

namespace Attune.BuiltinEvaluation.Measures;

/// <summary>A mean with the 95 % interval of its bootstrap; 0 to 1.</summary>
internal sealed record Figure(double Value, double Low, double High)
{
    private const long Seed = 1;

    /// <param name="values">One an item, at least one.</param>
    public static Figure Of(IReadOnlyList<double> values)
    {
        var interval = Bootstrap.OfMean(values, Seed);
        return new Figure(values.Average(), interval.Low, interval.High);
    }

    /// <summary>The mean over tasks of each task's mean; items are drawn within their task.</summary>
    public static Figure OfMeans(IReadOnlyList<IReadOnlyList<double>> tasks)
    {
        var interval = Bootstrap.OfMeanOfMeans(tasks, Seed);
        return new Figure(tasks.Average(values => values.Average()), interval.Low, interval.High);
    }

    /// <summary>
    /// Of what is no mean. Of a figure that cannot be below 0, such as a calibration error, the bootstrap is biased upwards: the interval
    /// may lie above the value.
    /// </summary>
    /// <param name="count">Items.</param>
    /// <param name="statistic">Of the items at these positions, some of them several times.</param>
    public static Figure OfStatistic(int count, Func<int[], double> statistic)
    {
        var interval = Bootstrap.Of(count, statistic, Seed);
        return new Figure(statistic([.. Enumerable.Range(0, count)]), interval.Low, interval.High);
    }

    public static PairedComparison Compare(IReadOnlyList<double> system, IReadOnlyList<double> baseline) =>
        PairedComparison.Of(system, baseline, Seed);
}
