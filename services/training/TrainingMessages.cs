using Attune.Contracts.Training.V1;
using Attune.Training.Registry;
using Attune.Training.Reports;
using Attune.Training.Runs;
using Google.Protobuf.WellKnownTypes;
using EvaluationReport = Attune.Training.Reports.EvaluationReport;

namespace Attune.Training;

/// <summary>Rows and reports as messages.</summary>
internal static class TrainingMessages
{
    public static Run Of(TrainingRun run) => new()
    {
        Id = run.Id.ToString(), State = StateOf(run.State), Outcome = run.Outcome, Iteration = run.Iteration, Loss = run.Loss,
        Forced = run.Forced, ModelId = run.ModelId ?? "",
        StartedAt = Timestamp.FromDateTime(run.StartedAt), FinishedAt = run.FinishedAt is { } at ? Timestamp.FromDateTime(at) : null,
        Report = run.Report is { } json ? Of(ReportJson.Read(json)) : null,
    };

    public static Model Of(StoredModel model) => new()
    {
        Id = model.Id, CreatedAt = Timestamp.FromDateTime(model.CreatedAt), RunId = model.RunId.ToString(),
        TestAccuracy = model.TestAccuracy, Serving = model.Serving,
    };

    public static Contracts.Training.V1.ServingModel Of(Promotion promotion) => new()
    {
        ModelId = promotion.ModelId, Promotion = promotion.Id, PromotedAt = Timestamp.FromDateTime(promotion.PromotedAt),
        Reason = promotion.Reason,
        TestAccuracy = promotion.TestAccuracy,
        Kind = promotion.Kind switch
        {
            "gate" => PromotionKind.Gate,
            "forced" => PromotionKind.Forced,
            "rollback" => PromotionKind.Rollback,
            _ => throw new InvalidOperationException($"The store holds a promotion of the unknown kind '{promotion.Kind}'."),
        },
    };

    private static RunState StateOf(string state) => state switch
    {
        TrainingRun.Running => RunState.Running,
        TrainingRun.Promoted => RunState.Promoted,
        TrainingRun.Skipped => RunState.Skipped,
        TrainingRun.Failed => RunState.Failed,
        _ => throw new InvalidOperationException($"The store holds a run in the unknown state '{state}'."),
    };

    private static Contracts.Training.V1.RunReport Of(Reports.RunReport report)
    {
        var message = new Contracts.Training.V1.RunReport
        {
            Source = report.Source == Models.TrainingSource.Scraped ? DataSource.Scraped : DataSource.Shipped,
            RowsRead = report.RowsRead, DataFingerprint = report.DataFingerprint, Seed = report.Settings.Seed,
            Solver = report.Settings.Solver == Models.Solver.Lbfgs ? Solver.Lbfgs : Solver.GradientDescent,
            Edges = { report.Edges }, EmptyTiers = { report.EmptyTiers }, LargestTie = report.LargestTie,
            TrainTiers = { report.TrainTiers }, TestTiers = { report.TestTiers }, Train = Of(report.Train), Test = Of(report.Test),
            Loss = report.Loss, GradientNorm = report.GradientNorm, Iterations = report.Iterations,
            DurationSeconds = report.DurationSeconds,
        };
        foreach (var (reason, count) in report.Unusable) message.Unusable.Add(reason, count);
        if (report.Gate is { } gate)
            message.Duel = new Duel
            {
                ServingModel = gate.ServingModel, ServingAccuracy = gate.ServingAccuracy, OnlyCandidateRight = gate.OnlyCandidateRight,
                OnlyServingRight = gate.OnlyServingRight, LossProbability = gate.LossProbability,
            };
        return message;
    }

    private static Evaluation Of(EvaluationReport report) => new()
    {
        Rows = report.Rows, Accuracy = report.Accuracy, Confusion = { report.Confusion.SelectMany(row => row) },
        OrdinalError = report.OrdinalError,
        CalibrationError = report.CalibrationError,
        Tiers = { report.Tiers.Select(
            tier => new TierEvaluation { Tier = tier.Tier, Rows = tier.Rows, Precision = tier.Precision, Recall = tier.Recall,
                F1 = tier.F1 }) },
    };
}
