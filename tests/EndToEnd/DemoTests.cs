using System.Text.Json;
using Attune.Testing;

namespace Attune.EndToEnd;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_matches_the_samples_and_the_second_time_computes_nothing()
    {
        await using var system = await AttuneSystem.StartMatchingAsync();
        var file = Path.GetTempFileName();

        var (code, output) = await Cli.RunAsync(system, "demo", "--json", file);
        Assert.True(code == 0, output);
        using var first = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.True(first.RootElement.GetProperty("succeeded").GetBoolean());
        Assert.True(Count(first, "embed tracks", "computed") >= 240, output);
        Assert.Equal(0, Count(first, "match", "embeddings_computed"));
        Assert.Equal("hit", Step(first, "match again").GetProperty("cache").GetString());

        (code, output) = await Cli.RunAsync(system, "demo", "--json", file);
        Assert.True(code == 0, output);
        using var second = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal(0, Count(second, "embed tracks", "computed"));
        Assert.Equal(Count(first, "embed tracks", "computed"), Count(second, "embed tracks", "skipped"));
        Assert.Equal("hit", Step(second, "match").GetProperty("cache").GetString());
        Assert.Equal(Step(first, "match").GetProperty("context_key").GetString(), Step(second, "match").GetProperty("context_key").GetString());
        foreach (var name in new[] { "processor", "cores", "runtime", "commit" })
            Assert.True(second.RootElement.GetProperty("surroundings").TryGetProperty(name, out _), name);
    }

    [Theory]
    [InlineData("gateway", "The gateway at http://127.0.0.1:")]
    [InlineData("matching", "matching is not reachable")]
    [InlineData("embedding", "The embedding service at")]
    public async Task A_killed_service_is_named_and_the_demo_completes_once_it_is_back(string service, string message)
    {
        await using var system = await AttuneSystem.StartMatchingAsync();
        await system.KillAsync(service);

        var (code, output) = await Cli.RunAsync(system, "demo");
        Assert.Equal(1, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Contains("./attune up", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);

        await system.StartAsync(service);
        (code, output) = await Cli.RunAsync(system, "demo");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_lost_broker_is_named_and_the_demo_completes_once_it_is_back()
    {
        await using var system = await AttuneSystem.StartMatchingAsync();
        system.BrokerNetwork.Refuse();

        var (code, output) = await Cli.RunAsync(system, "demo");
        Assert.Equal(1, code);
        Assert.Contains("RabbitMQ at 127.0.0.1:", output, StringComparison.Ordinal);

        system.BrokerNetwork.Restore();
        (code, output) = await Cli.RunAsync(system, "demo");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_backfill_loses_nothing_and_doubles_nothing()
    {
        await using var system = await AttuneSystem.StartMatchingAsync();
        var samples = RepositoryRoot.Combine("samples", "tracks.jsonl");
        var (code, output) = await Cli.RunAsync(system, "import", "tracks", samples);
        Assert.True(code == 0, output);
        await using (var database = system.Postgres.Open("matching"))
        {
            await Cli.RunAsync(system, "backfill", "start", "tracks", "--detach");
            // Killed after the first vectors are there and long before the last.
            await Eventually.IsTrueAsync(async () => await ScalarAsync(database, "SELECT count(*) FROM track_embeddings") > 0, "the first vectors are stored");
            await system.KillAsync("matching");
            await system.StartAsync("matching");
            await Eventually.IsTrueAsync(
                async () => await ScalarAsync(database, "SELECT count(*) FROM backfill_jobs WHERE finished_at IS NULL") == 0, "the backfill ends after the restart");

            var tracks = await ScalarAsync(database, "SELECT count(*) FROM tracks");
            Assert.Equal(tracks, await ScalarAsync(database, "SELECT count(*) FROM track_embeddings"));
            Assert.Equal(tracks, await ScalarAsync(database, "SELECT count(DISTINCT track_id) FROM track_embeddings"));
            Assert.Equal(tracks, await ScalarAsync(database, "SELECT sum(computed + skipped) FROM backfill_batches"));
            Assert.Equal(0, await ScalarAsync(database, "SELECT sum(failed) FROM backfill_batches"));
        }
    }

    private static async Task<long> ScalarAsync(Npgsql.NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static JsonElement Step(JsonDocument report, string name) =>
        report.RootElement.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == name).GetProperty("counts");

    private static long Count(JsonDocument report, string step, string count) => Step(report, step).GetProperty(count).GetInt64();
}
