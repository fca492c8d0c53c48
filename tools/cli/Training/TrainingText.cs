using Attune.Contracts.Training.V1;

namespace Attune.Cli.Training;

/// <summary>Runs, models and predictions in words.</summary>
internal static class TrainingText
{
    public static string Line(Run run)
    {
        var state = run.State.ToString().ToLowerInvariant();
        var accuracy = run.Report is { } report ? $", accuracy {report.Test.Accuracy:P1} of {report.Test.Rows:N0} held-out rows" : "";
        return $"{run.Id} {run.StartedAt.ToDateTime():yyyy-MM-dd HH:mm:ss} {state}{accuracy}. {run.Outcome}";
    }

    public static IEnumerable<string> Details(RunReport report)
    {
        var unusable = report.Unusable.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $", {pair.Value:N0} {pair.Key}");
        yield return $"  learned from {report.Train.Rows:N0} {(report.Source == DataSource.Shipped ? "shipped" : "scraped")} rows " +
            $"({report.RowsRead:N0} scraped rows read{string.Concat(unusable)}), {report.Iterations} iterations, " +
            $"loss {report.Loss:0.000000}, {report.DurationSeconds:0.00} s";
        yield return $"  accuracy {report.Train.Accuracy:P1} train, {report.Test.Accuracy:P1} test; ordinal error " +
            $"{report.Test.OrdinalError:0.000} tiers; calibration error {report.Test.CalibrationError:0.000}";
        if (report.EmptyTiers.Count > 0)
            yield return $"  no row is in tier {string.Join(", ", report.EmptyTiers)}: {report.LargestTie:P1} of the rows have the " +
                "same views";
        foreach (var tier in report.Test.Tiers)
            yield return $"  tier {tier.Tier}: {tier.Rows,6:N0} rows, precision {tier.Precision:0.000}, recall {tier.Recall:0.000}, F1 " +
                $"{tier.F1:0.000}, taken for "
                + string.Join(' ', report.Test.Confusion.Skip((tier.Tier - 1) * 5).Take(5).Select(count => $"{count,5}"));
    }

    public static string Line(ServingModel serving) =>
        $"{serving.ModelId} serves since {serving.PromotedAt.ToDateTime():yyyy-MM-dd HH:mm:ss} (promotion {serving.Promotion}, " +
        $"{serving.Kind.ToString().ToLowerInvariant()}, accuracy {serving.TestAccuracy:P1}). {serving.Reason}";

    public static string Line(Model model) =>
        $"{(model.Serving ? "*" : " ")} {model.Id} {model.CreatedAt.ToDateTime():yyyy-MM-dd HH:mm:ss} accuracy {model.TestAccuracy:P1}";

    /// <summary>Begins with the id of a video that has one.</summary>
    public static string Line(PredictInput input, Prediction prediction) =>
        $"{(input.Video is { Id.Length: > 0 } video ? $"{video.Id}: " : "")}tier {prediction.Tier}, score {prediction.Score:0.0}, " +
        $"probabilities {string.Join(' ', prediction.Probabilities.Select(value => $"{value:0.000}"))}";
}
