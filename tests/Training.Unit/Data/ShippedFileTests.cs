using Attune.Testing;
using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Runs;

namespace Attune.Training.Unit.Data;

public sealed class ShippedFileTests
{
    [Fact]
    public async Task The_shipped_file_is_what_its_generator_makes()
    {
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.Combine("services", "training", "Data", "videos.jsonl"));
        Assert.Equal(VideoGenerator.Create(VideoGenerator.ShippedSeed, VideoGenerator.ShippedCount).Select(ShippedFile.ToLine), lines);
        Assert.Equal(lines, ShippedFile.Read().Select(ShippedFile.ToLine));
    }

    [Fact]
    public void What_is_learned_from_it_passes_the_gate_of_60_percent_and_is_not_perfect()
    {
        var data = Dataset.Create(ShippedFile.Read(), Given.Now);
        Assert.Empty(data.Unusable);
        var outcome = TierTrainer.Train(data, new FitSettings(), TrainingSource.Shipped, null, 0, CancellationToken.None);
        Assert.InRange(outcome.Report.Test.Accuracy, 0.62, 0.95);
        Assert.InRange(outcome.Report.Test.CalibrationError, 0, 0.15);
    }
}
