using System.Text.Json;
using Attune.Testing;

namespace Attune.Cli.Integration.Models;

/// <summary>The program itself, as a process of its own.</summary>
public sealed class ModelsCommandTests
{
    [Fact]
    public async Task A_pull_that_is_killed_goes_on_without_fetching_again_what_had_come()
    {
        await using var place = await Workplace.StartAsync();
        const int Come = 700_000;
        place.Hub.Misbehave = async (context, path, file) =>
        {
            if (path != Workplace.Data) return false;
            await TestHub.BeginAsync(context, file, Come);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await using (var killed = Start(place, "pull", "test"))
        {
            await Eventually.IsTrueAsync(() => killed.HasExited || place.PartLength(Workplace.Data) == Come, "part of the second file is on the disk");
            Assert.False(killed.HasExited, killed.Log);
            await killed.KillAsync();
        }
        Assert.Equal(400_000, place.PartLength(Workplace.Graph));

        place.Hub.Misbehave = null;
        place.Hub.Requests.Clear();
        var (code, log) = await RunAsync(place, "pull", "test");
        Assert.True(code == 0, log);
        place.AssertPulled();
        Assert.Empty(place.Hub.Downloads(Workplace.Graph));
        Assert.Equal([$"bytes={Come}-"], place.Hub.Downloads(Workplace.Data).Select(x => x.Range));
        Assert.Contains($"Models__Bundle={place.Target}", log, StringComparison.Ordinal);
        Assert.Contains("commit it", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_share_the_work_of_one()
    {
        await using var place = await Workplace.StartAsync();
        var gate = new TaskCompletionSource();
        place.Hub.Misbehave = async (_, _, _) =>
        {
            await gate.Task;
            return false;
        };
        await using var first = Start(place, "pull", "test");
        await Eventually.IsTrueAsync(() => place.Hub.Requests.Any(x => x.Method == "GET"), "the first downloads");
        await using var second = Start(place, "pull", "test");
        await Eventually.IsTrueAsync(() => second.Log.Contains($"Process {first.Id} on ", StringComparison.Ordinal), "the second says for whom it waits");
        var (code, log) = await RunAsync(place, "pull", "test", "--no-wait");
        Assert.Equal(1, code);
        Assert.Contains($"Process {first.Id} on ", log, StringComparison.Ordinal);

        gate.SetResult();
        Assert.Equal((0, 0), (await first.WaitForExitAsync(), await second.WaitForExitAsync()));
        await Eventually.IsTrueAsync(() => second.Log.Contains("everything was there", StringComparison.Ordinal), "the second found everything");
        Assert.All(place.Hub.Files.Keys, x => Assert.Single(place.Hub.Downloads(x)));
    }

    [Fact]
    public async Task Ctrl_c_ends_a_pull_and_leaves_what_has_come()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = async (context, path, file) =>
        {
            if (path != Workplace.Data) return false;
            await TestHub.BeginAsync(context, file, 1_000);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await using var pull = Start(place, "pull", "test");
        await Eventually.IsTrueAsync(() => pull.HasExited || place.PartLength(Workplace.Data) == 1_000, "a part is on the disk");
        await pull.TerminateAsync();
        Assert.Equal(130, await pull.WaitForExitAsync());
        Assert.Equal(1_000, place.PartLength(Workplace.Data));
    }

    [Fact]
    public async Task List_tells_the_state_of_every_bundle()
    {
        await using var place = await Workplace.StartAsync();
        Assert.Equal(("test", "not_pulled", null), await StateAsync(place));
        var pulled = await place.PullAsync();
        Assert.Equal(("test", "pulled", pulled.Bundle.Hash), await StateAsync(place));
        place.EditSource(x => x["models"]![0]!["maxTokens"] = 7);
        Assert.Equal("outdated", (await StateAsync(place)).State);
        File.Delete(place.Pulled(Workplace.Graph));
        Assert.Equal("unusable", (await StateAsync(place)).State);

        var (code, table) = await RunAsync(place, "list");
        Assert.Equal(0, code);
        Assert.Contains("acme/encoder", table, StringComparison.Ordinal);
        Assert.Contains("unusable", table, StringComparison.Ordinal);
        Assert.DoesNotContain(table, character => character is '\u001b' or '│' or '─');
    }

    [Fact]
    public async Task The_built_in_bundle_is_listed_and_verifies_and_needs_no_pull()
    {
        var (code, log) = await RunAsync("models", "list", "--json");
        Assert.Equal(0, code);
        var builtin = JsonDocument.Parse(log).RootElement.EnumerateArray().Single(x => x.GetProperty("name").GetString() == "builtin");
        Assert.Equal("in_repository", builtin.GetProperty("state").GetString());
        Assert.Equal(["encoder", "cross-encoder", "multi-label"], builtin.GetProperty("models").EnumerateArray().Select(x => x.GetProperty("kind").GetString()!));

        (code, log) = await RunAsync("models", "verify", "builtin");
        Assert.True(code == 0, log);
        Assert.Contains("a tokenizer of 32,000 entries", log, StringComparison.Ordinal);

        (code, log) = await RunAsync("models", "pull", "builtin");
        Assert.Equal(0, code);
        Assert.Contains("nothing to pull", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_names_every_bad_file_and_a_manifest_that_is_not_the_locks()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        // Its tokenizer is JSON, and no tokenizer.
        var (code, log) = await RunAsync(place, "verify", "test");
        Assert.Equal(1, code);
        Assert.Contains("ok   e/model.onnx: 400.0 kB", log, StringComparison.Ordinal);
        Assert.Contains("ok   bundle.lock.json: agrees", log, StringComparison.Ordinal);
        Assert.Contains(log.Split('\n'), line => line.StartsWith("BAD", StringComparison.Ordinal) && line.Contains("tokenizer.json", StringComparison.Ordinal));

        await File.WriteAllBytesAsync(place.Pulled(Workplace.Data), new byte[3]);
        File.Delete(place.Pulled(Workplace.Graph));
        place.EditSource(x => x["models"]![0]!["maxTokens"] = 7);
        (code, log) = await RunAsync(place, "verify", place.Target);
        Assert.Equal(1, code);
        Assert.Contains($"BAD  {place.Pulled(Workplace.Data)} is damaged", log, StringComparison.Ordinal);
        Assert.Contains($"BAD  {place.Pulled(Workplace.Graph)} is missing.", log, StringComparison.Ordinal);
        Assert.Contains("is not what bundle.source.json and bundle.lock.json in", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no bundle 'nothing'", "verify", "nothing")]
    [InlineData("There is no bundle 'nothing'", "pull", "nothing")]
    [InlineData("test is not pulled yet", "verify", "test")]
    [InlineData("'ftp://x' is no address to download from", "pull", "test", "--source", "ftp://x")]
    [InlineData("0.1 to 3600 seconds", "pull", "test", "--stall-timeout", "0")]
    public async Task Arguments_that_cannot_be_used_are_usage_errors(string message, params string[] arguments)
    {
        await using var place = await Workplace.StartAsync();
        var (code, log) = await RunAsync(place, arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, log, StringComparison.Ordinal);
    }

    private static async Task<(string? Name, string? State, string? Hash)> StateAsync(Workplace place)
    {
        var (code, log) = await RunAsync(place, "list", "--json");
        Assert.True(code == 0, log);
        var entry = JsonDocument.Parse(log).RootElement.EnumerateArray().Single();
        return (entry.GetProperty("name").GetString(), entry.GetProperty("state").GetString(), entry.GetProperty("hash").GetString());
    }

    private static async Task<(int Code, string Log)> RunAsync(Workplace place, params string[] arguments)
    {
        await using var process = Start(place, arguments);
        return await EndAsync(process);
    }

    private static async Task<(int Code, string Log)> RunAsync(params string[] arguments)
    {
        await using var process = ServiceProcess.Start(ServiceProcess.Executable("cli", "tools"), new Dictionary<string, string?>(StringComparer.Ordinal), arguments);
        return await EndAsync(process);
    }

    private static async Task<(int Code, string Log)> EndAsync(ServiceProcess process)
    {
        var code = await process.WaitForExitAsync();
        return (code, process.Log);
    }

    private static ServiceProcess Start(Workplace place, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ATTUNE_MODELS"] = place.Cache, ["ATTUNE_MODEL_SOURCE"] = place.Hub.Address.AbsoluteUri, ["HF_ENDPOINT"] = null, ["HF_TOKEN"] = null, ["NO_PROXY"] = "127.0.0.1",
        };
        return ServiceProcess.Start(ServiceProcess.Executable("cli", "tools"), environment, ["models", .. arguments, "--models", place.Models]);
    }
}
