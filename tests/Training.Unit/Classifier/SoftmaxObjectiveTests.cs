using Attune.Training.Classifier;

namespace Attune.Training.Unit.Classifier;

public sealed class SoftmaxObjectiveTests
{
    [Theory]
    [InlineData(1, 15, false)]
    [InlineData(127, 1, true)]
    [InlineData(128, 2, false)]
    [InlineData(3_000, 15, true)]
    [InlineData(1_500, 64, true)]
    public void Loss_and_gradient_are_those_of_the_formula_written_down_plainly(int count, int features, bool balanced)
    {
        var rows = Given.Rows(count, features, seed: 3, balanced);
        var objective = new SoftmaxObjective(rows, 0.001);
        var parameters = Parameters(objective, 1);
        var gradient = new double[objective.Length];
        var loss = objective.Evaluate(parameters, gradient);

        var (expected, expectedGradient) = Plain(rows, parameters, 0.001);
        Assert.Equal(expected, loss, 1e-12);
        for (var i = 0; i < gradient.Length; i++) Assert.Equal(expectedGradient[i], gradient[i], 1e-12);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var rows = Given.Rows(20_011, 15, seed: 4, balanced: true);
        var parameters = Parameters(new SoftmaxObjective(rows, 0.001), 2);
        var results = new[] { 1, 2, 3, 8, 0 }.Select(threads =>
        {
            var objective = new SoftmaxObjective(rows, 0.001, threads);
            var gradient = new double[objective.Length];
            return (Loss: objective.Evaluate(parameters, gradient), Gradient: gradient, Moments: objective.SecondMoments());
        }).ToList();
        foreach (var result in results)
        {
            Assert.Equal(results[0].Loss, result.Loss);
            Assert.Equal(results[0].Gradient, result.Gradient);
            Assert.Equal(results[0].Moments, result.Moments);
        }
    }

    [Fact]
    public void Scores_of_thousands_overflow_nothing()
    {
        var objective = new SoftmaxObjective(Given.Rows(300, 15, seed: 5), 0);
        var gradient = new double[objective.Length];
        double[] parameters = [.. Parameters(objective, 3).Select(value => value * 1e4)];
        Assert.True(double.IsFinite(objective.Evaluate(parameters, gradient)));
        Assert.All(gradient, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Balanced_classes_count_alike_however_many_rows_they_have()
    {
        var rows = Given.Rows(1_000, 3, seed: 6, balanced: true);
        var sums = Enumerable.Range(0, 5).Where(c => rows.IsPresent[c]).Select(c => rows.Labels.Zip(rows.Weights).Where(row => row.First == c).Sum(row => row.Second)).ToList();
        Assert.All(sums, sum => Assert.Equal(sums[0], sum, 1e-9));
        Assert.Equal(1_000, rows.TotalWeight, 1e-9);
    }

    private static double[] Parameters(SoftmaxObjective objective, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, objective.Length).Select(_ => random.NextNormal())];
    }

    private static (double Loss, double[] Gradient) Plain(PackedRows rows, double[] parameters, double lambda)
    {
        var stride = rows.Features + 1;
        var gradient = new double[parameters.Length];
        var loss = 0.0;
        for (var row = 0; row < rows.Count; row++)
        {
            double[] x = [.. Enumerable.Range(0, rows.Features).Select(f => Value(rows, row, f)), 1];
            double[] z = [.. Enumerable.Range(0, 5).Select(c => Enumerable.Range(0, stride).Sum(f => parameters[(c * stride) + f] * x[f]))];
            var (largest, own) = (z.Max(), (int)rows.Labels[row]);
            var sum = z.Sum(value => Math.Exp(value - largest));
            loss += rows.Weights[row] * (Math.Log(sum) + largest - z[own]);
            for (var c = 0; c < 5; c++)
                for (var f = 0; f < stride; f++) gradient[(c * stride) + f] += rows.Weights[row] * ((Math.Exp(z[c] - largest) / sum) - (c == own ? 1 : 0)) * x[f];
        }
        loss /= rows.TotalWeight;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= rows.TotalWeight;
            if (!rows.IsPresent[i / stride])
            {
                gradient[i] = 0;
                continue;
            }
            if (i % stride == stride - 1) continue;
            gradient[i] += lambda * parameters[i];
            loss += lambda / 2 * parameters[i] * parameters[i];
        }
        return (loss, gradient);
    }

    private static double Value(PackedRows rows, int row, int feature) =>
        rows.Values[(row / PackedRows.BlockRows * PackedRows.BlockRows * rows.Features) + (feature * PackedRows.BlockRows) + (row % PackedRows.BlockRows)];
}
