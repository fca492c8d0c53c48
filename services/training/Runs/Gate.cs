using Attune.Training.Models;
using Attune.Training.Reports;

namespace Attune.Training.Runs;

/// <summary>Whether a new model may serve.</summary>
internal static class Gate
{
    /// <summary>
    /// Refused is a model that gets too few held-out rows right; one that was learned from the shipped file while one serves that was
    /// learned from scraped rows; and one that loses to the serving model on the same held-out rows.
    /// </summary>
    /// <param name="candidate">The new model and its held-out rows.</param>
    /// <param name="servingId">Of the serving model; <see langword="null"/> when none serves.</param>
    /// <param name="serving">The serving model; <see langword="null"/> when none serves, or when it cannot be used any more.</param>
    /// <param name="options">The thresholds.</param>
    public static GateVerdict Judge(TrainingOutcome candidate, string? servingId, TierModel? serving, TrainingOptions options)
    {
        var comparison = servingId is null || serving is null ? null : Compare(candidate, servingId, serving);
        var accuracy = candidate.Report.Test.Accuracy;
        if (accuracy < options.MinimumAccuracy)
            return new(false,
                $"Its accuracy on {candidate.TestRows.Length:N0} held-out rows is {accuracy:P1}; {options.MinimumAccuracy:P1} are needed.",
                comparison);
        if (comparison is null)
            return new(true, servingId is null ? "The first model." : "The model before it can no longer be used.", null);
        if (candidate.Model.Source == TrainingSource.Shipped && serving!.Source == TrainingSource.Scraped)
            return new(false, "It was learned from the shipped file, and the serving model from scraped rows.", comparison);
        var text = $"On {candidate.TestRows.Length:N0} held-out rows it alone is right on {comparison.OnlyCandidateRight:N0}, the " +
            $"serving model alone on {comparison.OnlyServingRight:N0} (p = {comparison.LossProbability:0.000}).";
        return comparison.OnlyServingRight > comparison.OnlyCandidateRight && comparison.LossProbability <= options.LossSignificance
            ? new(false, $"It loses to the serving model. {text}", comparison)
            : new(true, text, comparison);
    }

    private static GateReport Compare(TrainingOutcome candidate, string servingId, TierModel serving)
    {
        var mine = TierTrainer.Hits(candidate.Model, candidate.Data, candidate.TestRows, candidate.TestTiers);
        var its = TierTrainer.Hits(serving, candidate.Data, candidate.TestRows, candidate.TestTiers);
        int wins = mine.Zip(its).Count(pair => pair is (true, false)), losses = mine.Zip(its).Count(pair => pair is (false, true));
        return new(servingId, its.Count(hit => hit) / (double)Math.Max(its.Length, 1), wins, losses,
            PairedTest.LossProbability(wins, losses));
    }
}
