using System.Text.Json;
using Attune.Testing;

namespace Attune.EndToEnd;

[Collection(SystemCollection.Name)]
public sealed class BackfillCommandTests(AttuneSystem system)
{
    [Fact]
    public async Task Backfills_are_started_listed_looked_at_and_judged_from_the_shell()
    {
        // Progress comes first, on the other output.
        var output = await RunAsync(0, "backfill", "start", "genres", "--json");
        using var started = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
        var id = started.RootElement.GetProperty("id").GetString()!;
        Assert.Equal("BACKFILL_STATE_SUCCEEDED", started.RootElement.GetProperty("state").GetString());
        Assert.Contains($"{id} ", await RunAsync(0, "backfill", "list", "--limit", "5"), StringComparison.Ordinal);
        Assert.Contains("no model, versions gt_v", await RunAsync(0, "backfill", "get", id), StringComparison.Ordinal);
        Assert.Contains("0 failed", await RunAsync(0, "backfill", "watch", id), StringComparison.Ordinal);
        Assert.Contains($"No item of backfill {id} has failed", await RunAsync(1, "backfill", "retry-failed", id), StringComparison.Ordinal);
        Assert.Contains("there is nothing to cancel", await RunAsync(1, "backfill", "cancel", id), StringComparison.Ordinal);
        Assert.Contains("names 1 unknown tracks: 'nobody'", await RunAsync(2, "backfill", "start", "tracks", "--ids", "nobody"), StringComparison.Ordinal);
        Assert.Contains("Give one of --ids, --user and --stale", await RunAsync(2, "backfill", "start", "tracks", "--user", "u", "--stale"), StringComparison.Ordinal);
        Assert.Equal("", await RunAsync(0, "backfill", "dead-letters", "list"));
        Assert.Contains("0 messages sent again", await RunAsync(0, "backfill", "dead-letters", "requeue"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(int expected, params string[] arguments)
    {
        var (code, output) = await Cli.RunAsync(system, arguments);
        Assert.True(code == expected, $"exit code {code}: {output}");
        return output;
    }
}
