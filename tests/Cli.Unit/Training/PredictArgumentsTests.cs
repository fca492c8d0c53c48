using Attune.Cli.Training;

namespace Attune.Cli.Unit.Training;

public sealed class PredictArgumentsTests
{
    [Fact]
    public void Features_and_scores_are_taken_by_their_names()
    {
        Assert.Equal(0.08, PredictArguments.Named(["likeRate=0.08", "hourPosted=1"]).Named.Values["likeRate"]);
        var pipeline = PredictArguments.Pipeline(["hook_score=0.9"]).Pipeline;
        Assert.Equal((0.9, false), (pipeline.HookScore, pipeline.HasSaveValue));
    }

    [Theory]
    [InlineData("likeRate")]
    [InlineData("likeRate=much")]
    [InlineData("likeRate=NaN")]
    public void What_is_no_number_is_refused_naming_it(string argument) =>
        Assert.Contains(argument, Assert.Throws<CliException>(() => PredictArguments.Named([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_may_come_once_and_a_score_must_exist()
    {
        Assert.Throws<CliException>(() => PredictArguments.Named(["a=1", "a=2"]));
        Assert.Contains("hook_score", Assert.Throws<CliException>(() => PredictArguments.Pipeline(["vibes=1"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "holds no videos")]
    [InlineData(1_001, "more than the 1,000 videos")]
    public async Task A_file_holds_one_to_a_thousand_videos(int count, string expected)
    {
        var path = Path.Combine(Path.GetTempPath(), $"attune-predict-{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, count).Select(i => $"v{i},1").Prepend("id,views"));
        var error = await Assert.ThrowsAsync<CliException>(() => PredictArguments.FileAsync(path, CancellationToken.None));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        File.Delete(path);
    }
}
