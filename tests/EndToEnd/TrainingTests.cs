using System.Text.Json;
using Attune.Testing;

namespace Attune.EndToEnd;

/// <summary>Tiers, from a file of scraped videos to predictions, as users and other services meet them.</summary>
[Collection(SystemCollection.Name)]
public sealed class TrainingTests(AttuneSystem system)
{
    private const string Header = "id,views,likes,shares,comments,duration_seconds,hashtags,created_at";

    [Fact]
    public async Task Tiers_are_learned_predicted_and_taken_back_through_the_gateway_by_the_shell_and_by_a_client_of_another_make()
    {
        Assert.Contains("No model has been trained yet. Call Retrain", await FailAsync("predict", "likeRate=0.1"), StringComparison.Ordinal);
        Assert.Contains("no model serves", await RunAsync("status"), StringComparison.Ordinal);
        Assert.Contains("no run yet", await RunAsync("runs"), StringComparison.Ordinal);
        Assert.Contains("no model yet", await RunAsync("models"), StringComparison.Ordinal);
        Assert.Contains("nothing to go back from", await FailAsync("rollback"), StringComparison.Ordinal);

        var refused = await ImportAsync($"{Header}\nv1,100,200,1,1,5,,2024-01-01\nv2,100,5,many,1,5,,2024-01-01\nv3,100,5,1,1,-3,,2024-01-01\nv4,100,5,1,1,5,fun,2999-01-01\nv5,100,5,1,1,5,fun,2024-01-01\n");
        Assert.Contains("1 videos inserted, 0 updated, 0 unchanged, 4 rejected", refused, StringComparison.Ordinal);
        foreach (var reason in new[] { ":2 (v1): likes (200) are more than views (100)", ":3: shares is 'many'", ":4 (v3): duration_seconds is -3", ":5 (v4): created_at" })
            Assert.Contains(reason, refused, StringComparison.Ordinal);

        var first = await RunAsync("retrain");
        Assert.Contains("promoted, accuracy", first, StringComparison.Ordinal);
        Assert.Contains("shipped rows (1 scraped rows read)", first, StringComparison.Ordinal);
        var serving = await ServingAsync();
        Assert.Contains("serves already", await RunAsync("retrain"), StringComparison.Ordinal);
        Assert.Contains("score", await RunAsync("predict", "likeRate=0.12", "hourPosted=0.8"), StringComparison.Ordinal);
        Assert.Contains("score", await RunAsync("predict", "--pipeline", "hook_score=0.9"), StringComparison.Ordinal);

        await CallFromNodeAsync(serving);

        Assert.Contains("forced", await RunAsync("promote", serving, "--reason", "it was better"), StringComparison.Ordinal);
        Assert.NotEqual(serving, (await RunAsync("rollback", "--reason", "it was not")).Split(' ')[0]);
        Assert.Contains($"* {await ServingAsync()}", await RunAsync("models"), StringComparison.Ordinal);
        var runs = (await RunAsync("runs")).Split('\n');
        Assert.Equal(3, runs.Count(line => line.Contains("held-out rows", StringComparison.Ordinal)));
        Assert.Contains("precision", await RunAsync("runs", "--id", runs[0].Split(' ')[0]), StringComparison.Ordinal);
        Assert.Contains("There is no model 'tm_v1_none'", await FailAsync("promote", "tm_v1_none", "--reason", "try"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict", "likeRate=2")]
    [InlineData("predict", "vibes=0.5")]
    [InlineData("predict", "likeRate")]
    [InlineData("predict", "--file", "/does/not/exist.csv")]
    [InlineData("predict", "--file", "/does/not/exist.csv", "likeRate=0.1")]
    [InlineData("retrain", "--force")]
    [InlineData("promote", "tm_v1_none")]
    [InlineData("runs", "--id", "yesterday")]
    [InlineData("models", "--limit", "-1")]
    [InlineData("import", "/does/not/exist.csv")]
    public async Task Unusable_arguments_end_with_2_and_a_message(params string[] arguments)
    {
        var (code, output) = await Cli.RunAsync(system, ["training", .. arguments]);
        Assert.True(code == 2, output);
        Assert.NotEmpty(output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private async Task CallFromNodeAsync(string serving)
    {
        using var answer = JsonDocument.Parse(string.Concat(await Node.RunAsync("call-training.mjs", [new Uri(system.Gateway).Authority, RepositoryRoot.Combine("protos")], [])));
        var root = answer.RootElement;

        var last = root.GetProperty("retrain").EnumerateArray().Last();
        Assert.False(last.GetProperty("joined").GetBoolean());
        var run = last.GetProperty("run");
        Assert.Equal("RUN_STATE_PROMOTED", run.GetProperty("state").GetString());
        var model = run.GetProperty("model_id").GetString()!;
        Assert.NotEqual(serving, model);
        Assert.Equal(25, run.GetProperty("report").GetProperty("test").GetProperty("confusion").GetArrayLength());

        var predictions = root.GetProperty("predict").GetProperty("predictions");
        Assert.Equal(model, predictions.GetProperty("model").GetProperty("model_id").GetString());
        Assert.Equal(4, predictions.GetProperty("predictions").GetArrayLength());
        foreach (var prediction in predictions.GetProperty("predictions").EnumerateArray())
        {
            Assert.Equal(1, prediction.GetProperty("probabilities").EnumerateArray().Sum(value => value.GetDouble()), 9);
            Assert.InRange(prediction.GetProperty("score").GetDouble(), 12.5, 90);
        }
        Assert.Equal(model, root.GetProperty("status").GetProperty("serving").GetProperty("model_id").GetString());
        Assert.Equal(1, root.GetProperty("status").GetProperty("videos").GetInt64());

        var error = root.GetProperty("error");
        Assert.Equal(3, error.GetProperty("code").GetInt32());
        Assert.Contains("has 2 entries; a model has 15 features", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(error.GetProperty("details").GetInt32() > 0);
    }

    private async Task<string> ServingAsync()
    {
        var (_, output) = await Cli.RunAsync(system, "training", "status", "--json");
        using var status = JsonDocument.Parse(output);
        return status.RootElement.GetProperty("serving").GetProperty("model_id").GetString()!;
    }

    private async Task<string> ImportAsync(string text)
    {
        var path = Path.Combine(Path.GetTempPath(), $"attune-videos-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text);
        var output = await FailAsync("import", path);
        File.Delete(path);
        return output;
    }

    private Task<string> RunAsync(params string[] arguments) => EndsAsync(0, arguments);

    private Task<string> FailAsync(params string[] arguments) => EndsAsync(1, arguments);

    private async Task<string> EndsAsync(int expected, string[] arguments)
    {
        var (code, output) = await Cli.RunAsync(system, ["training", .. arguments]);
        Assert.True(code == expected, output);
        return output;
    }
}
