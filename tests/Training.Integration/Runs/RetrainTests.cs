using Attune.Contracts.Training.V1;
using Attune.Testing;
using Attune.Training.Data;
using Grpc.Core;

namespace Attune.Training.Integration.Runs;

public sealed class RetrainTests
{
    [Fact]
    public async Task Without_rows_it_learns_from_the_shipped_file_serves_it_and_does_not_promote_the_same_again()
    {
        await using var system = await TrainingSystem.StartAsync();
        var client = system.Client();
        var none = await client.PredictAsync(new() { Inputs = { new PredictInput { Named = new() } } });
        Assert.Equal(PredictResponse.ResultOneofCase.NoModel, none.ResultCase);
        Assert.Null((await client.GetStatusAsync(new())).Serving);

        var run = await system.RetrainAsync();
        Assert.Equal(RunState.Promoted, run.State);
        Assert.Equal(DataSource.Shipped, run.Report.Source);
        Assert.True(run.Report.Test.Accuracy >= 0.6, run.Outcome);
        Assert.Equal(run.Report.Test.Rows, run.Report.Test.Confusion.Sum());
        Assert.Equal(5, run.Report.Test.Tiers.Count);
        Assert.Contains(run.ModelId, system.Log(), StringComparison.Ordinal);

        var predicted = await client.PredictAsync(new() { Inputs = { new PredictInput { Named = new() } } });
        Assert.Equal(run.ModelId, predicted.Predictions.Model.ModelId);
        Assert.Equal(1, predicted.Predictions.Predictions_[0].Probabilities.Sum(), 1e-9);

        var again = await system.RetrainAsync();
        Assert.Equal((RunState.Skipped, run.ModelId), (again.State, again.ModelId));
        Assert.Contains("serves already", again.Outcome, StringComparison.Ordinal);
        Assert.Equal(run.ModelId, (await client.GetRunAsync(new() { Id = again.Id })).Run.ModelId);
        Assert.Equal([again.Id, run.Id], (await client.ListRunsAsync(new())).Runs.Select(found => found.Id));
    }

    [Fact]
    public async Task A_planted_signal_is_promoted_shuffled_rows_are_not_and_bad_rows_are_counted()
    {
        await using var system = await TrainingSystem.StartAsync();
        var planted = Given.Planted(1_500, 1);
        await system.ImportAsync(planted);
        await system.ExecuteAsync("""
            INSERT INTO scraped_videos (id, views, likes, shares, duration_seconds, created_at) VALUES
            ('bad-1', 10, 20, 0, 1, '2024-01-01'), ('bad-2', 10, 1, -1, 1, '2024-01-01'), ('bad-3', 10, 1, 0, 'NaN', '2024-01-01'), ('bad-4', 10, 1, 0, 1, '2999-01-01'),
            ('bad-5', -10, 1, 0, 1, '2024-01-01'), ('bad-6', NULL, 1, 0, 1, '2024-01-01'), ('bad-7', 0, 0, 0, 1, '2024-01-01'), ('bad-8', 10, NULL, 0, 1, '2024-01-01')
            """);
        var run = await system.RetrainAsync();
        Assert.Equal((RunState.Promoted, DataSource.Scraped), (run.State, run.Report.Source));
        Assert.True(run.Report.Test.Accuracy > 0.95, run.Outcome);
        Assert.Equal(1_508, run.Report.RowsRead);
        Assert.Equal(
            [("bad_duration", 1), ("in_the_future", 1), ("likes_above_views", 1), ("negative_count", 2), ("no_likes", 1), ("no_views", 2)],
            run.Report.Unusable.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));

        await system.ImportAsync(Given.Shuffled(planted, 3));
        var shuffled = await system.RetrainAsync();
        Assert.Equal(RunState.Skipped, shuffled.State);
        Assert.True(shuffled.Report.Test.Accuracy < 0.3, shuffled.Outcome);
        Assert.Equal(run.ModelId, (await system.Client().GetStatusAsync(new())).Serving.ModelId);
    }

    [Fact]
    public async Task No_run_fails_for_one_row_whatever_was_copied_into_the_table()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.ImportAsync(Given.Planted(1_500, 1));
        await system.ExecuteAsync("""
            INSERT INTO scraped_videos (id, views, likes, shares, comments, followers, duration_seconds, sound_name, description, created_at) VALUES
            ('views-are-an-id', 6807491984882765062, 1, 0, 0, 1, 1, '', '', '2024-01-01'),
            ('views-at-2-to-53', 9007199254740993, 1, 0, 0, 1, 1, '', '', '2024-01-01'),
            ('likes-too', 9223372036854775807, 9223372036854775807, 0, 0, 1, 1, '', '', '2024-01-01'),
            ('shares', 10, 1, 6807491984882765062, 0, 1, 1, '', '', '2024-01-01'),
            ('comments', 10, 1, 0, 1000000000001, 1, 1, '', '', '2024-01-01'),
            ('followers', 10, 1, 0, 0, 6807491984882765062, 1, '', '', '2024-01-01'),
            ('endless', 10, 1, 0, 0, 1, 'Infinity', '', '', '2024-01-01'),
            ('endless-before', 10, 1, 0, 0, 1, '-Infinity', '', '', '2024-01-01'),
            ('never', 10, 1, 0, 0, 1, 1, '', '', 'infinity'),
            ('always', 10, 1, 0, 0, 1, 1, '', '', '-infinity'),
            ('year-56304', 10, 1, 0, 0, 1, 1, '', '', '56304-05-01'),
            ('caesar', 10, 1, 0, 0, 1, 1, '', '', '0044-03-15 BC'),
            ('epoch', 10, 1, 0, 0, 1, 1, '', '', '1970-01-01'),
            ('no-followers', 10, 1, 0, 0, 0, 1, '', '', '2024-01-01'),
            ('long', 10, 1, 0, 0, 1, 1, repeat('s', 1000000), repeat('x', 1000000), '2024-01-01')
            """);
        var run = await system.RetrainAsync();
        Assert.True(run.State == RunState.Promoted, run.Outcome);
        Assert.Equal(DataSource.Scraped, run.Report.Source);
        Assert.Equal(1_515, run.Report.RowsRead);
        Assert.Equal(
            [("bad_duration", 2), ("before_platforms", 3), ("count_too_large", 6), ("in_the_future", 2)],
            run.Report.Unusable.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Rows_that_cannot_be_true_take_no_places_from_good_ones()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.ImportAsync(Given.Planted(1_500, 1));
        // Milliseconds taken for seconds: they are the newest of all.
        await system.ExecuteAsync("INSERT INTO scraped_videos (id, views, likes, created_at) SELECT 'later-' || i, 1000 + i, 1, '56304-05-01' FROM generate_series(1, 10500) i");
        var run = await system.RetrainAsync();
        Assert.Equal((RunState.Promoted, DataSource.Scraped), (run.State, run.Report.Source));
        Assert.Equal((12_000, 10_500), (run.Report.RowsRead, run.Report.Unusable["in_the_future"]));
    }

    [Fact]
    public async Task Calls_that_come_while_a_run_is_under_way_follow_it_on_every_replica()
    {
        await using var system = await TrainingSystem.StartAsync(replicas: 2);
        await system.ImportAsync(VideoGenerator.Create(1, 6_000));
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => system.RetrainAsync(new() { Solver = Solver.GradientDescent }, i % 2)));
        Assert.All(runs, run => Assert.NotNull(run.FinishedAt));
        Assert.Equal(runs.Select(run => run.Id).Distinct().Count(), await system.ScalarAsync<long>("SELECT count(*) FROM training_runs"));
        Assert.True(runs.Select(run => run.Id).Distinct().Count() < runs.Length, "some calls joined a run");
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_budget_fails_and_says_so()
    {
        await using var system = await TrainingSystem.StartAsync(1, ("Training__Budget", "00:00:01"), ("Training__MinimumRows", "10"));
        await system.ImportAsync(Given.Planted(50, 1));
        // The lock on the pointer is what the end of the run waits for.
        await using var connection = await system.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new Npgsql.NpgsqlCommand("LOCK TABLE serving_model IN SHARE ROW EXCLUSIVE MODE", connection)) await command.ExecuteNonQueryAsync();
        var run = await system.RetrainAsync();
        Assert.Equal((RunState.Failed, "It took longer than 1 s."), (run.State, run.Outcome));
    }

    [Fact]
    public async Task What_is_wrong_with_a_call_is_said_all_at_once()
    {
        await using var system = await TrainingSystem.StartAsync();
        var client = system.Client();
        var error = await Assert.ThrowsAsync<RpcException>(() => system.RetrainAsync(new() { Force = true, Solver = (Solver)9 }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("reason", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("solver", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await client.GetRunAsync(new() { Id = $"{Guid.NewGuid()}" }))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await client.GetRunAsync(new() { Id = "x" }))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await client.ListRunsAsync(new() { Limit = -1 }))).StatusCode);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(async () => await client.RollbackAsync(new()))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await client.PromoteAsync(new() { ModelId = "tm_v1_x", Reason = "try" }))).StatusCode);
    }
}
