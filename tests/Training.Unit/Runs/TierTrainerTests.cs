using Attune.Hosting.Errors;
using Attune.Training.Data;
using Attune.Training.Labels;
using Attune.Training.Models;
using Attune.Training.Runs;

namespace Attune.Training.Unit.Runs;

public sealed class TierTrainerTests
{
    [Fact]
    public void A_planted_signal_is_learned()
    {
        var report = Train(Given.Planted(4_000, 1)).Report;
        Assert.True(report.Test.Accuracy > 0.95, $"{report.Test.Accuracy}");
        Assert.True(report.Test.OrdinalError < 0.05, $"{report.Test.OrdinalError}");
    }

    [Fact]
    public void Shuffled_labels_stay_at_chance()
    {
        var report = Train(Given.Shuffled(Given.Planted(4_000, 1), 2)).Report;
        Assert.InRange(report.Test.Accuracy, 0.12, 0.28);
    }

    [Theory]
    [InlineData(Solver.Lbfgs)]
    [InlineData(Solver.GradientDescent)]
    internal void The_same_rows_in_any_order_on_any_number_of_threads_give_the_same_model(Solver solver)
    {
        var videos = VideoGenerator.Create(5, 3_000).ToArray();
        var first = Identity(videos, solver, 1);
        for (var i = 0; i < 3; i++)
        {
            new Random(i).Shuffle(videos);
            Assert.Equal(first, Identity(videos, solver, i * 3));
        }
    }

    [Fact]
    public void Another_seed_holds_other_rows_out_and_gives_another_model()
    {
        var videos = VideoGenerator.Create(5, 600).ToArray();
        Assert.NotEqual(Train(videos, new() { Seed = 1 }).Model.Intercepts, Train(videos, new() { Seed = 2 }).Model.Intercepts);
    }

    [Fact]
    public void The_edges_are_fitted_on_the_training_part_only()
    {
        var data = Dataset.Create(VideoGenerator.Create(6, 1_000), Given.Now);
        var split = StratifiedSplit.Create(data.Ids, data.Views, 42);
        Assert.Equal(TierEdges.Fit(split.Train.Select(row => data.Views[row])).Values, Train(VideoGenerator.Create(6, 1_000)).Model.Edges.Values);
    }

    [Fact]
    public void Heavy_ties_leave_tiers_empty_which_is_reported_and_never_predicted()
    {
        var videos = Given.Planted(1_000, 3).Select((video, i) => i % 2 == 0 ? video with { Metrics = video.Metrics with { Views = 500, Likes = 5, Shares = 0 } } : video).ToList();
        var outcome = Train(videos);
        Assert.Equal([2], outcome.Report.EmptyTiers);
        Assert.InRange(outcome.Report.LargestTie, 0.49, 0.51);
        Assert.All(outcome.TestRows, row => Assert.InRange(outcome.Model.Predict(outcome.Data.FeaturesOf(row))[1], 0, 1e-6));
        Assert.True(outcome.Report.Test.Accuracy > 0.9, $"{outcome.Report.Test.Accuracy}");
    }

    [Fact]
    public void Equal_view_counts_throughout_are_refused_with_the_reason()
    {
        var videos = Enumerable.Range(0, 600).Select(i => new ScrapedVideo($"v{i}", Given.Metrics()));
        Assert.Contains("one tier", Assert.Throws<PreconditionException>(() => Train(videos)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_refused_with_the_reason() =>
        Assert.Contains("0 usable rows", Assert.Throws<PreconditionException>(() => Train([])).Message, StringComparison.Ordinal);

    [Fact]
    public void Probabilities_add_up_and_the_score_is_the_expected_midpoint()
    {
        var model = Train(VideoGenerator.Create(7, 800)).Model;
        var probabilities = model.Predict(new double[15]);
        Assert.Equal(1, probabilities.Sum(), 1e-12);
        Assert.InRange(TierModel.ScoreOf(probabilities), 12.5, 90);
        Assert.Equal(55, TierModel.ScoreOf([0, 0, 1, 0, 0]));
        Assert.Equal((12.5 + 90) / 2, TierModel.ScoreOf([0.5, 0, 0, 0, 0.5]));
    }

    private static string Identity(IEnumerable<ScrapedVideo> videos, Solver solver, int threads)
    {
        var outcome = TierTrainer.Train(Dataset.Create(videos, Given.Now), new() { Solver = solver }, TrainingSource.Scraped, null, threads, CancellationToken.None);
        return ModelDocument.IdOf(ModelDocument.Of(outcome.Model, outcome.Report.Metrics, Given.Now).ToJson());
    }

    private static TrainingOutcome Train(IEnumerable<ScrapedVideo> videos, FitSettings? settings = null) =>
        TierTrainer.Train(Dataset.Create(videos, Given.Now), settings ?? new(), TrainingSource.Scraped, null, 0, CancellationToken.None);
}
