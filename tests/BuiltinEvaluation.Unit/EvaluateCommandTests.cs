using System.Text.Json;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task Every_kind_of_figure_is_measured_with_the_real_models()
    {
        using var tiny = new TinyEvaluation().TrainedOn("a text that nothing of the evaluation is in\nand another one");
        var (code, report) = await tiny.RunAsync();
        Assert.Equal(0, code);
        Assert.True(report.GetProperty("contamination").GetProperty("isChecked").GetBoolean());
        Assert.Equal(2, report.GetProperty("contamination").GetProperty("trainingLines").GetInt64());

        var genres = Task(report, "genres");
        Assert.Equal(2, genres.GetProperty("items").GetInt32());
        Assert.Equal(0.5, genres.GetProperty("chance").GetDouble());
        Assert.Equal(["bm25", "hashing", "embedder", "reranker"], Scorers(genres));
        Assert.Equal([.. Scorers(genres), "best 50 reranked"], Scorers(Task(report, "finding")).Take(5));
        // Of two documents one is at rank 1 or 2.
        Assert.Equal(0.75, Task(report, "finding").GetProperty("chance").GetDouble());
        // One query, one difference: nothing can be told from it.
        Assert.All(Task(report, "finding").GetProperty("comparisons").EnumerateArray(), x => Assert.Equal(1, x.GetProperty("pValue").GetDouble()));

        var emotions = report.GetProperty("emotions");
        Assert.Equal(336, emotions.GetProperty("sentences").GetInt32());
        Assert.Equal(28, emotions.GetProperty("perLabel").GetArrayLength());
        Assert.True(emotions.GetProperty("top1").GetProperty("value").GetDouble() > emotions.GetProperty("chance").GetDouble());
        Assert.Equal(3, report.GetProperty("speed").GetProperty("models").GetArrayLength());
        Assert.InRange(report.GetProperty("speed").GetProperty("bytes").GetInt64(), 1, 10_000_000);
    }

    [Fact]
    public async Task A_held_out_text_in_the_training_text_fails_and_is_named()
    {
        using var tiny = new TinyEvaluation().TrainedOn($"first line\nIt is: {TinyEvaluation.HeldOut.ToUpperInvariant()}!\n");
        var (code, report) = await tiny.RunAsync("--unchecked");
        Assert.Equal(1, code);
        var overlap = Assert.Single(report.GetProperty("contamination").GetProperty("overlaps").EnumerateArray());
        Assert.Equal("genres 1 2", $"{overlap.GetProperty("set")} {overlap.GetProperty("id")} {overlap.GetProperty("line")}");
        Assert.False(report.TryGetProperty("tasks", out _));
    }

    [Fact]
    public async Task A_bundle_without_a_record_of_its_training_text_fails_unless_that_is_accepted()
    {
        using var tiny = new TinyEvaluation().WithoutRecord();
        Assert.Equal(1, (await tiny.RunAsync()).Code);
        var (code, report) = await tiny.RunAsync("--unchecked", "--split", "dev");
        Assert.Equal(0, code);
        Assert.False(report.GetProperty("contamination").GetProperty("isChecked").GetBoolean());
        Assert.Contains("provenance.json", report.GetProperty("contamination").GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Task(report, "genres").GetProperty("items").GetInt32());
        Assert.Equal(280, report.GetProperty("emotions").GetProperty("sentences").GetInt32());
    }

    [Fact]
    public async Task Another_training_text_than_the_recorded_one_is_no_proof()
    {
        using var tiny = new TinyEvaluation().TrainedOn("some text", recorded: "another text");
        var (code, report) = await tiny.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("it is another text", report.GetProperty("contamination").GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_not_sound_is_named()
    {
        using var tiny = new TinyEvaluation().WithoutRecord();
        await File.AppendAllTextAsync(Path.Combine(tiny.Sets, "genres.jsonl"), "\n{\"kind\": \"item\", \"colour\": \"red\"}\n");
        Assert.Equal(1, (await tiny.RunAsync("--unchecked")).Code);
    }

    private static JsonElement Task(JsonElement report, string name) => report.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("task").GetString() == name);

    private static IEnumerable<string> Scorers(JsonElement task) => task.GetProperty("scorers").EnumerateArray().Select(x => x.GetProperty("scorer").GetString()!);
}
