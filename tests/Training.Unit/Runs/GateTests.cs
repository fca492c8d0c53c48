using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Runs;

namespace Attune.Training.Unit.Runs;

public sealed class GateTests
{
    private static readonly TrainingOptions Options = new();
    private static readonly TrainingOutcome Good = Train(VideoGenerator.Create(1, 3_000));

    [Fact]
    public void The_first_model_that_is_good_enough_passes() => Assert.True(Gate.Judge(Good, null, null, Options).Passed);

    [Fact]
    public void Shuffled_labels_are_refused_for_their_accuracy()
    {
        var verdict = Gate.Judge(Train(Given.Shuffled([.. VideoGenerator.Create(1, 3_000)], 2)), null, null, Options);
        Assert.False(verdict.Passed);
        Assert.Contains("60.0 % are needed", verdict.Reason.Replace("60.0%", "60.0 %", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_loses_on_the_same_rows_is_refused_however_good_it_is()
    {
        // Gradient descent ends far from the minimum; both pass the threshold of accuracy here.
        var worse = Train(VideoGenerator.Create(1, 3_000), new() { Solver = Solver.GradientDescent });
        var verdict = Gate.Judge(worse, "tm_v1_serving", Good.Model, new() { MinimumAccuracy = 0.2 });
        Assert.NotNull(verdict.Comparison);
        Assert.True(verdict.Comparison.OnlyServingRight > verdict.Comparison.OnlyCandidateRight, $"{verdict}");
        Assert.False(verdict.Passed);
        Assert.Contains("loses to the serving model", verdict.Reason, StringComparison.Ordinal);
        Assert.True(Gate.Judge(Good, "tm_v1_serving", worse.Model, Options).Passed);
    }

    [Fact]
    public void A_loss_that_chance_explains_is_forgiven_when_the_options_say_so()
    {
        var (candidate, serving) = Enumerable.Range(1, 40)
            .Select(seed => (Candidate: Train(VideoGenerator.Create(1, 3_000), new() { L2 = 0.0005 * seed }), Serving: Good.Model))
            .First(pair => Gate.Judge(pair.Candidate, "s", pair.Serving, Options) is { Passed: false, Comparison.LossProbability: > 0.1 });
        Assert.True(Gate.Judge(candidate, "s", serving, new() { LossSignificance = 0.05 }).Passed);
    }

    [Fact]
    public void The_shipped_file_never_replaces_what_was_learned_from_scraped_rows()
    {
        var shipped = Train(VideoGenerator.Create(1, 3_000), source: TrainingSource.Shipped);
        var verdict = Gate.Judge(shipped, "tm_v1_serving", Train(Given.Planted(600, 1)).Model, Options);
        Assert.False(verdict.Passed);
        Assert.Contains("shipped file", verdict.Reason, StringComparison.Ordinal);
        Assert.True(Gate.Judge(shipped, "tm_v1_serving", Train(Given.Planted(600, 1), source: TrainingSource.Shipped).Model, Options).Passed);
    }

    [Fact]
    public void A_model_equal_to_the_serving_one_does_not_lose() => Assert.True(Gate.Judge(Good, "tm_v1_serving", Good.Model, Options).Passed);

    private static TrainingOutcome Train(IEnumerable<ScrapedVideo> videos, FitSettings? settings = null, TrainingSource source = TrainingSource.Scraped) =>
        TierTrainer.Train(Dataset.Create(videos, Given.Now), settings ?? new(), source, null, 0, CancellationToken.None);
}
