using System.Text;
using System.Text.Json;
using Attune.Contracts.Training.V1;
using Attune.Testing;
using Attune.Training.Data;
using Attune.Training.Models;
using Grpc.Core;
using Npgsql;
using RabbitMQ.Client;

namespace Attune.Training.Integration.Registry;

public sealed class RegistryTests
{
    [Fact]
    public async Task Promotions_and_rollbacks_move_one_pointer_are_recorded_and_announced()
    {
        await using var system = await TrainingSystem.StartAsync();
        var client = system.Client();
        await system.ImportAsync(VideoGenerator.Create(1, 800));
        var a = (await system.RetrainAsync(new() { Force = true, Reason = "first" })).ModelId;
        var b = (await system.RetrainAsync(new() { Seed = 2, Force = true, Reason = "second" })).ModelId;
        var c = (await system.RetrainAsync(new() { Seed = 3, Force = true, Reason = "third" })).ModelId;
        Assert.Equal(c, await ServingAsync(system));

        // Back twice is two steps; behind the first there is nothing.
        Assert.Equal(b, (await client.RollbackAsync(new() { Reason = "worse" })).Serving.ModelId);
        Assert.Equal(a, (await client.RollbackAsync(new())).Serving.ModelId);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(async () => await client.RollbackAsync(new()))).StatusCode);

        var forced = (await client.PromoteAsync(new() { ModelId = c, Reason = "it was better" })).Serving;
        Assert.Equal((c, PromotionKind.Forced, "it was better"), (forced.ModelId, forced.Kind, forced.Reason));
        Assert.Equal(a, (await client.RollbackAsync(new())).Serving.ModelId);
        Assert.Equal(3, (await client.ListModelsAsync(new())).Models.Count);
        Assert.Equal(a, (await client.ListModelsAsync(new())).Models.Single(model => model.Serving).Id);
        Assert.Equal(7, await system.ScalarAsync<long>("SELECT count(*) FROM promotions"));
        Assert.Equal(4, await system.ScalarAsync<long>("SELECT count(*) FROM promotions WHERE kind = 'rollback' OR reason = 'it was better'"));
        Assert.Equal([a, b, c, b, a, c, a], await AnnouncedAsync(system, 7));
    }

    [Fact]
    public async Task Other_replicas_switch_without_a_restart()
    {
        await using var system = await TrainingSystem.StartAsync(replicas: 3);
        var first = await system.RetrainAsync();
        foreach (var replica in new[] { 0, 1, 2 }) await PredictsWithAsync(system, replica, first.ModelId);
        var second = await system.RetrainAsync(new() { Seed = 7, Force = true, Reason = "to see" }, replica: 1);
        foreach (var replica in new[] { 0, 1, 2 }) await PredictsWithAsync(system, replica, second.ModelId);
        await system.Client(2).RollbackAsync(new());
        foreach (var replica in new[] { 0, 1, 2 }) await PredictsWithAsync(system, replica, first.ModelId);
    }

    [Fact]
    public async Task A_pointer_that_moved_without_a_notification_is_found_by_looking()
    {
        await using var system = await TrainingSystem.StartAsync(1, ("Training__PollInterval", "00:00:00.2"));
        var first = await system.RetrainAsync();
        var second = await system.RetrainAsync(new() { Seed = 7, Force = true, Reason = "to see" });
        await system.ExecuteAsync($"UPDATE serving_model SET promotion_id = (SELECT id FROM promotions WHERE model_id = '{first.ModelId}')");
        await PredictsWithAsync(system, 0, first.ModelId);
        Assert.NotEqual(first.ModelId, second.ModelId);
    }

    [Fact]
    public async Task A_replica_that_cannot_see_yet_what_serves_says_so_and_not_that_nothing_does()
    {
        await using var system = await TrainingSystem.StartAsync();
        var serving = (await system.RetrainAsync()).ModelId;
        var store = new NpgsqlConnectionStringBuilder(system.Postgres.ConnectionString);
        await using var network = new TcpProxy(store.Host!, store.Port);
        network.Refuse();
        (store.Host, store.Port) = ("127.0.0.1", network.Port);
        // It looks by itself once an hour only: calls must look, too.
        await system.OpenReplicaAsync(1, ("Storage__ConnectionString", store.ConnectionString), ("Training__PollInterval", "01:00:00"));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await system.Client(1).PredictAsync(new() { Inputs = { new PredictInput { Named = new() } } }));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        network.Restore();
        await PredictsWithAsync(system, 1, serving);
    }

    [Fact]
    public async Task Models_and_promotions_cannot_be_changed()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.RetrainAsync();
        foreach (var sql in new[] { "UPDATE ml_models SET content = '{}'", "DELETE FROM promotions", "TRUNCATE ml_models CASCADE" })
            Assert.Contains("immutable", (await Assert.ThrowsAsync<PostgresException>(() => system.ExecuteAsync(sql))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => system.ExecuteAsync("INSERT INTO serving_model (one, promotion_id) VALUES (false, 1)"));
    }

    [Fact]
    public async Task A_model_of_another_feature_order_is_never_served_nor_promoted()
    {
        await using var system = await TrainingSystem.StartAsync();
        var run = await system.RetrainAsync();
        var json = (await system.ScalarAsync<string>("SELECT content FROM ml_models"))
            .Replace("\"shareRate\",\"commentRate\"", "\"commentRate\",\"shareRate\"", StringComparison.Ordinal);
        var id = ModelDocument.IdOf(json);
        await using (var insert = system.Database.CreateCommand("INSERT INTO ml_models (id, content, test_accuracy, run_id) VALUES ($1, $2, 1, $3)"))
        {
            insert.Parameters.Add(new() { Value = id });
            insert.Parameters.Add(new() { Value = json });
            insert.Parameters.Add(new() { Value = Guid.Parse(run.Id) });
            await insert.ExecuteNonQueryAsync();
        }
        var error = await Assert.ThrowsAsync<RpcException>(async () => await system.Client().PromoteAsync(new() { ModelId = id, Reason = "try" }));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Contains("feature 1 is commentRate", error.Status.Detail, StringComparison.Ordinal);

        // Even if it got there past the service.
        await system.ExecuteAsync($"WITH p AS (INSERT INTO promotions (model_id, kind, reason) VALUES ('{id}', 'forced', '') RETURNING id) UPDATE serving_model SET promotion_id = (SELECT id FROM p)");
        Assert.Contains("feature 1", (await system.Client().GetStatusAsync(new())).Problem, StringComparison.Ordinal);
        var reply = await system.Client().PredictAsync(new() { Inputs = { new PredictInput { Named = new() } } });
        Assert.Contains("feature 1", reply.NoModel.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Promoted, (await system.RetrainAsync(new() { Seed = 9 })).State);
    }

    [Fact]
    public async Task A_message_that_asks_for_it_retrains()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.Broker.PublishRawAsync(
            system.Broker.QueueName("training.retrain"), """{"reason":"new rows"}""", new() { ["type"] = "retrain-requested", ["version"] = 1 });
        await Eventually.IsTrueAsync(async () => (await system.Client().GetStatusAsync(new())).Serving is not null, () => $"a model serves. The log:\n{system.Log()}");
    }

    private static async Task PredictsWithAsync(TrainingSystem system, int replica, string modelId) => await Eventually.IsTrueAsync(
        async () => (await system.Client(replica).PredictAsync(new() { Inputs = { new PredictInput { Named = new() } } })).Predictions?.Model.ModelId == modelId,
        $"replica {replica} predicts with {modelId}");

    private static async Task<string> ServingAsync(TrainingSystem system) => (await system.Client().GetStatusAsync(new())).Serving.ModelId;

    private static async Task<List<string>> AnnouncedAsync(TrainingSystem system, int count)
    {
        await using var channel = await system.Broker.Connection.CreateChannelAsync();
        var announced = new List<string>();
        await Eventually.IsTrueAsync(async () => await system.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL") == count, "all announcements are sent");
        while (announced.Count < count && await channel.BasicGetAsync(system.Broker.QueueName("test.tier-model-promoted"), autoAck: true) is { } message)
            announced.Add(JsonDocument.Parse(Encoding.UTF8.GetString(message.Body.Span)).RootElement.GetProperty("modelId").GetString()!);
        return announced;
    }
}
