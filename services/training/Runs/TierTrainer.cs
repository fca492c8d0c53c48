using Attune.Hosting.Errors;
using Attune.Training.Classifier;
using Attune.Training.Data;
using Attune.Training.Features;
using Attune.Training.Labels;
using Attune.Training.Models;
using Attune.Training.Reports;

namespace Attune.Training.Runs;

/// <summary>
/// From rows to a model and its report. A pure function: the same rows in any order, with the same settings, give the same bits on any
/// number of threads.
/// </summary>
internal static class TierTrainer
{
    /// <param name="data">The usable rows.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="source">Where the rows came from; for the report.</param>
    /// <param name="progress">Told the iteration and the loss.</param>
    /// <param name="threads">At most so many at once; 0 means one a core.</param>
    /// <param name="cancellationToken">Looked at every iteration.</param>
    /// <exception cref="PreconditionException">There is nothing to learn: too few rows, or all of one tier.</exception>
    public static TrainingOutcome Train(
        Dataset data, FitSettings settings, TrainingSource source, Action<int, double>? progress, int threads,
        CancellationToken cancellationToken)
    {
        var split = StratifiedSplit.Create(data.Ids, data.Views, settings.Seed);
        if (split.Test.Length == 0)
            throw new PreconditionException(
                $"There are {data.Count} usable rows; at least 10 are needed to learn from some and hold some out.");
        var edges = TierEdges.Fit(split.Train.Select(row => data.Views[row]));
        int[] trainTiers = Tiers(data, split.Train, edges), testTiers = Tiers(data, split.Test, edges);
        if (trainTiers.Distinct().Count() < 2)
            throw new PreconditionException(
                "All rows are of one tier, because nearly all view counts are equal. Import videos with different view counts.");

        var scale = Standardisation.Fit(data.Features, FeatureSchema.Count, split.Train);
        var packed = PackedRows.Create(data.Features, FeatureSchema.Count, split.Train, trainTiers, settings.Balanced, scale);
        var objective = new SoftmaxObjective(packed, settings.L2, threads);
        var fit = settings.Solver == Solver.Lbfgs
            ? Lbfgs.Minimize(objective, progress, cancellationToken)
            : GradientDescent.Minimize(objective, settings.Seed, progress, cancellationToken);

        var fingerprint = data.Fingerprint();
        var model = TierModel.Create(fit.Parameters, edges, scale, settings, source, fingerprint);
        var report = new RunReport
        {
            Source = source, RowsRead = data.Count +
                data.Unusable.Values.Sum(), Unusable = data.Unusable, DataFingerprint = fingerprint, Settings = settings,
            Edges = [.. edges.Values], EmptyTiers = [.. Enumerable.Range(1, TierEdges.Tiers).Except(trainTiers)],
            LargestTie = split.Train.GroupBy(row => data.Views[row]).Max(tie => tie.Count()) / (double)split.Train.Length,
            TrainTiers = Count(trainTiers), TestTiers = Count(testTiers),
            Train = Evaluate(model, data, split.Train, trainTiers), Test = Evaluate(model, data, split.Test, testTiers),
            Loss = fit.Loss, GradientNorm = fit.GradientNorm, Iterations = fit.Iterations, DurationSeconds = 0,
        };
        return new(model, report, data, split.Test, testTiers);
    }

    /// <summary>Which of the rows a model gets right.</summary>
    public static bool[] Hits(TierModel model, Dataset data, int[] rows, int[] tiers) =>
        [.. rows.Select((row, i) => TierModel.TierOf(model.Predict(data.FeaturesOf(row))) == tiers[i])];

    private static EvaluationReport Evaluate(TierModel model, Dataset data, int[] rows, int[] tiers) =>
        EvaluationReport.Of([.. rows.Select(row => model.Predict(data.FeaturesOf(row)))], tiers);

    private static int[] Tiers(Dataset data, int[] rows, TierEdges edges) => [.. rows.Select(row => edges.TierOf(data.Views[row]))];

    private static int[] Count(int[] tiers) =>
        [.. Enumerable.Range(1, TierEdges.Tiers).Select(tier => tiers.Count(other => other == tier))];
}
