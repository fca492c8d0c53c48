using System.Diagnostics;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Processes;
using Attune.Training.Classifier;
using Attune.Training.Data;
using Attune.Training.Features;
using Attune.Training.Labels;

namespace Attune.Bench.Training;

/// <summary>One number of rows, fitted by this repository's solvers and by scikit-learn: the same standardised matrix, labels and objective.</summary>
/// <param name="Rows">Of 15 features.</param>
/// <param name="Seconds">Median of a fit by L-BFGS, packing the rows included.</param>
/// <param name="Loss">The objective at its end.</param>
/// <param name="Accuracy">On the rows themselves.</param>
/// <param name="Iterations">Steps of L-BFGS.</param>
/// <param name="DescentSeconds">Median of 200 epochs of gradient descent.</param>
/// <param name="DescentLoss">The objective there.</param>
/// <param name="PeerSeconds">scikit-learn's median; absent when it is not there.</param>
/// <param name="PeerLoss">The same objective, computed here with its weights.</param>
/// <param name="PeerOwnLoss">As NumPy computes it: that both mean the same.</param>
/// <param name="PeerAccuracy">On the rows themselves.</param>
/// <param name="PeerIterations">Steps it took.</param>
/// <param name="Ratio">Its seconds over ours, round by round; above 1, this one is the faster.</param>
internal sealed record TrainingContest(
    int Rows, double Seconds, double Loss, double Accuracy, int Iterations, double DescentSeconds, double DescentLoss,
    double? PeerSeconds = null, double? PeerLoss = null, double? PeerOwnLoss = null, double? PeerAccuracy = null, int? PeerIterations = null, double? Ratio = null)
{
    private const double Lambda = 0.001;
    private const int Seed = 1;

    /// <param name="rows">How many videos to make up.</param>
    /// <param name="rounds">Every contender runs once in each.</param>
    /// <param name="cancellationToken">Looked at between fits.</param>
    public static async Task<TrainingContest> RunAsync(int rows, int rounds, CancellationToken cancellationToken)
    {
        var (values, tiers) = Make(rows);
        await using var peer = PythonPeer.Unavailable is not null ? null : await ScikitLearn.StartAsync(values, tiers, FeatureSchema.Count, Lambda, cancellationToken);
        if (peer is not null) Log.Say(peer.Description);
        Sample ours = new(), descent = new(), its = new();
        (FitResult Fit, SoftmaxObjective Objective) fast = (null!, null!), slow = (null!, null!);
        ScikitLearnFit? other = null;
        // Not measured: code is compiled, pages are touched.
        await RoundAsync();
        (ours, descent, its) = (new(), new(), new());
        for (var round = 0; round < rounds; round++) await RoundAsync();

        var contest = new TrainingContest(
            rows, ours.Median, fast.Fit.Loss, AccuracyOf(fast.Fit.Parameters, values, tiers), fast.Fit.Iterations, descent.Median, slow.Fit.Loss);
        if (other is null) return contest;
        double[] parameters = [.. other.Weights.SelectMany((row, c) => row.Append(other.Intercepts[c]))];
        return contest with
        {
            PeerSeconds = its.Median, PeerLoss = fast.Objective.Evaluate(parameters, new double[parameters.Length]), PeerOwnLoss = other.Loss,
            PeerAccuracy = AccuracyOf(parameters, values, tiers), PeerIterations = other.Iterations, Ratio = its.Over(ours).Median,
        };

        async Task RoundAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            fast = Timed(ours, () => Fit(values, tiers, objective => Lbfgs.Minimize(objective, null, cancellationToken)));
            if (peer is not null)
            {
                other = await peer.RunAsync(cancellationToken);
                its.Add(other.Seconds);
            }
            slow = Timed(descent, () => Fit(values, tiers, objective => GradientDescent.Minimize(objective, Seed, null, cancellationToken)));
        }
    }

    private static (FitResult Fit, SoftmaxObjective Objective) Fit(double[] values, int[] tiers, Func<SoftmaxObjective, FitResult> solve)
    {
        var rows = PackedRows.Create(values, FeatureSchema.Count, Enumerable.Range(0, tiers.Length).ToArray(), tiers, balanced: false, Standardisation.None(FeatureSchema.Count));
        var objective = new SoftmaxObjective(rows, Lambda);
        return (solve(objective), objective);
    }

    private static T Timed<T>(Sample sample, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        sample.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return result;
    }

    private static double AccuracyOf(double[] parameters, double[] values, int[] tiers)
    {
        var stride = FeatureSchema.Count + 1;
        var hits = 0;
        for (var row = 0; row < tiers.Length; row++)
        {
            var (best, highest) = (0, double.NegativeInfinity);
            for (var c = 0; c < TierEdges.Tiers; c++)
            {
                var score = parameters[((c + 1) * stride) - 1];
                for (var f = 0; f < FeatureSchema.Count; f++) score += parameters[(c * stride) + f] * values[(row * FeatureSchema.Count) + f];
                if (score > highest) (best, highest) = (c, score);
            }
            if (best + 1 == tiers[row]) hits++;
        }
        return hits / (double)tiers.Length;
    }

    /// <summary>Made-up videos as standardised features, row by row, and their tiers.</summary>
    private static (double[] Values, int[] Tiers) Make(int rows)
    {
        var values = new double[rows * FeatureSchema.Count];
        var views = new long[rows];
        var row = 0;
        foreach (var video in VideoGenerator.Create(Seed, rows))
        {
            FeatureExtractor.Extract(video.Metrics, values.AsSpan(row * FeatureSchema.Count, FeatureSchema.Count));
            views[row++] = video.Metrics.Views!.Value;
        }
        var scale = Standardisation.Fit(values, FeatureSchema.Count, Enumerable.Range(0, rows).ToArray());
        for (var i = 0; i < values.Length; i++) values[i] = scale.Apply(i % FeatureSchema.Count, values[i]);
        var edges = TierEdges.Fit(views);
        return (values, [.. views.Select(edges.TierOf)]);
    }
}
