using Attune.Training.Classifier;

namespace Attune.Training.Unit.Classifier;

public sealed class SolverTests
{
    [Fact]
    public void Lbfgs_ends_where_the_gradient_vanishes_and_below_the_baseline_in_fewer_passes()
    {
        var objective = new SoftmaxObjective(Given.Rows(4_000, 15, seed: 1, balanced: true), 0.001);
        var baseline = GradientDescent.Minimize(objective, 42, null, CancellationToken.None);
        var fast = Lbfgs.Minimize(objective, null, CancellationToken.None);
        Assert.True(fast.GradientNorm <= 1e-7, $"{fast}");
        Assert.True(fast.Loss < baseline.Loss, $"{fast.Loss} and {baseline.Loss}");
        Assert.True(fast.Evaluations < baseline.Evaluations / 5, $"{fast.Evaluations} and {baseline.Evaluations}");
    }

    [Fact]
    public void Lbfgs_does_not_mind_features_of_very_different_scales_that_resemble_each_other()
    {
        var random = new SeededRandom(8);
        const int count = 2_000;
        var values = new double[count * 4];
        var tiers = new int[count];
        for (var row = 0; row < count; row++)
        {
            var signal = random.NextNormal();
            values[row * 4] = 1e-3 * signal;
            values[(row * 4) + 1] = (1e-3 * signal) + (1e-7 * random.NextNormal());
            values[(row * 4) + 2] = 1e3 * random.NextNormal();
            values[(row * 4) + 3] = 5;
            tiers[row] = Math.Clamp(3 + (int)Math.Round(signal + (0.5 * random.NextNormal())), 1, 5);
        }
        var packed = PackedRows.Create(values, 4, Enumerable.Range(0, count).ToArray(), tiers, balanced: false, Standardisation.None(4));
        var fit = Lbfgs.Minimize(new SoftmaxObjective(packed, 1e-9), null, CancellationToken.None);
        Assert.True(fit.GradientNorm <= 1e-6, $"{fit}");
        Assert.InRange(fit.Iterations, 5, 100);
    }

    [Fact]
    public void The_hessian_is_how_the_gradient_changes()
    {
        var objective = new SoftmaxObjective(Given.Rows(1_000, 3, seed: 4, balanced: true), 0.001);
        var random = new SeededRandom(5);
        double[] at = [.. Enumerable.Range(0, objective.Length).Select(_ => random.NextNormal())];
        var hessian = Curvature.At(objective, at);
        double[] above = new double[at.Length], below = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            const double step = 1e-5;
            objective.Evaluate([.. at.Select((value, j) => i == j ? value + step : value)], above);
            objective.Evaluate([.. at.Select((value, j) => i == j ? value - step : value)], below);
            for (var j = 0; j < at.Length; j++)
            {
                // The intercepts' penalty is the preconditioner's own.
                var ridge = i == j && i % 4 == 3 ? objective.Lambda : 0;
                Assert.Equal(((above[j] - below[j]) / (2 * step)) + ridge, hessian[(i * at.Length) + j], 1e-7);
            }
        }
    }

    [Fact]
    public void Both_solvers_give_the_same_bits_again_on_any_number_of_threads()
    {
        var rows = Given.Rows(9_000, 15, seed: 2);
        var fast = new[] { 1, 2, 5 }.Select(threads => Lbfgs.Minimize(new SoftmaxObjective(rows, 0.001, threads), null, CancellationToken.None).Parameters).ToList();
        var baseline = new[] { 1, 4 }.Select(threads => GradientDescent.Minimize(new SoftmaxObjective(rows, 0.001, threads), 7, null, CancellationToken.None).Parameters).ToList();
        Assert.All(fast, parameters => Assert.Equal(fast[0], parameters));
        Assert.All(baseline, parameters => Assert.Equal(baseline[0], parameters));
    }

    [Fact]
    public void Another_seed_gives_the_baseline_other_weights()
    {
        var objective = new SoftmaxObjective(Given.Rows(500, 15, seed: 2), 0.001);
        Assert.NotEqual(
            GradientDescent.Minimize(objective, 1, null, CancellationToken.None).Parameters, GradientDescent.Minimize(objective, 2, null, CancellationToken.None).Parameters);
    }

    [Fact]
    public void A_tier_without_rows_keeps_weights_of_zero_and_hardly_any_probability()
    {
        var rows = Given.Rows(2_000, 2, seed: 9, tiers: 3);
        Assert.False(rows.IsPresent[4]);
        foreach (var fit in new[] { Lbfgs.Minimize(new(rows, 0.001), null, CancellationToken.None), GradientDescent.Minimize(new(rows, 0.001), 1, null, CancellationToken.None) })
            Assert.Equal([0, 0, -30], fit.Parameters[^3..]);
    }

    [Fact]
    public void A_cancelled_fit_ends_at_once()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var objective = new SoftmaxObjective(Given.Rows(100, 3, seed: 1), 0.001);
        Assert.Throws<OperationCanceledException>(() => Lbfgs.Minimize(objective, null, cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => GradientDescent.Minimize(objective, 1, null, cancelled.Token));
    }
}
