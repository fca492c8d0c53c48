using System.Diagnostics;
using System.Globalization;
using Attune.Contracts.Training.V1;
using Attune.Testing;
using Attune.Training.Data;
using Attune.Training.Models;
using Grpc.Core;

namespace Attune.Training.Integration.Registry;

public sealed class KillTests
{
    // Fewer where there is no time for more: ATTUNE_TEST_KILLS=50 ./attune test KillTests.
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ATTUNE_TEST_KILLS") ?? "12", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_at_any_moment_of_a_run_the_serving_model_is_the_old_or_the_new_one_and_whole()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.ImportAsync(VideoGenerator.Create(1, 1_200));
        await system.RetrainAsync(new() { Force = true, Reason = "the first" });
        // How long a run takes in a process that has just been started, as all that follow: kills shall fall before its promotion and behind.
        await system.KillAsync();
        await system.OpenReplicaAsync(0);
        var watch = Stopwatch.StartNew();
        var serving = (await system.RetrainAsync(new() { Seed = 1, Force = true, Reason = "the second" })).ModelId;
        var longest = (int)(1.3 * watch.ElapsedMilliseconds) + 1;
        var random = new Random(5);
        var moved = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var run = system.RetrainAsync(new() { Seed = 100 + kill, Force = true, Reason = $"kill {kill}" });
            // One at once and one behind the promotion, so that there surely is one of each, however slow the run was that was timed.
            if (kill == Kills) await Eventually.IsTrueAsync(async () => await ServingAsync() != serving, "another model serves");
            else await Task.Delay(kill == 1 ? 0 : random.Next(longest));
            await system.KillAsync();
            try
            {
                await run;
            }
            catch (RpcException)
            {
                // The service died in the middle of its answer, as it should.
            }

            // The store alone, before anybody repairs anything.
            var pointer = await ServingAsync();
            var content = await system.ScalarAsync<string>($"SELECT content FROM ml_models WHERE id = '{pointer}'");
            var model = ModelDocument.Parse(pointer, content);
            if (pointer != serving)
            {
                moved++;
                Assert.Equal(100 + kill, model.Settings.Seed);
            }
            serving = pointer;
            Assert.Equal(1, await system.ScalarAsync<long>("SELECT count(*) FROM serving_model"));
            Assert.Equal(
                await system.ScalarAsync<long>("SELECT count(*) FROM promotions"), await system.ScalarAsync<long>("SELECT count(*) FROM training_runs WHERE state = 'promoted'"));
            Assert.Equal(await system.ScalarAsync<long>("SELECT count(*) FROM promotions"), await system.ScalarAsync<long>("SELECT count(*) FROM outbox"));

            // It need not be ready: whatever answers must answer right.
            await system.OpenReplicaAsync(0);
            var status = await system.Client().GetStatusAsync(new());
            Assert.Equal((pointer, ""), (status.Serving.ModelId, status.Problem));
        }
        // Some fall before the promotion and some behind it, or the test has tested nothing.
        Assert.InRange(moved, 1, Kills - 1);
        Assert.Equal(RunState.Promoted, (await system.RetrainAsync(new() { Seed = 1_000, Force = true, Reason = "the last" })).State);
        Assert.Equal(0, await system.ScalarAsync<long>("SELECT count(*) FROM training_runs WHERE state = 'running'"));

        Task<string> ServingAsync() => system.ScalarAsync<string>("SELECT p.model_id FROM serving_model s JOIN promotions p ON p.id = s.promotion_id");
    }
}
