using Attune.Testing;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Training.Integration;

public sealed class StartTests
{
    [Fact]
    public async Task It_is_not_ready_before_its_schema_is_migrated_and_serves_after()
    {
        await using var postgres = await TestPostgres.StartAsync();
        var port = FreePort.Next();
        await using var service = Start(postgres.ConnectionString, port);
        await service.WaitForPortAsync(port);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var health = new Health.HealthClient(channel);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        await Eventually.IsTrueAsync(() => service.Log.Contains("migrate", StringComparison.Ordinal), "the log says what to do");

        await using (var migration = Start(postgres.ConnectionString, FreePort.Next(), "migrate"))
            Assert.True(await migration.WaitForExitAsync() == 0, migration.Log);
        await Eventually.IsTrueAsync(
            async () => (await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving, $"the service serves. Its log:\n{service.Log}");
        Assert.Equal(0, await service.TerminateAsync());
    }

    [Fact]
    public async Task Migrating_twice_is_quiet_and_leaves_one_schema()
    {
        await using var postgres = await TestPostgres.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await using var migration = Start(postgres.ConnectionString, FreePort.Next(), "migrate");
            Assert.True(await migration.WaitForExitAsync() == 0, migration.Log);
        }
        await using var database = postgres.Open();
        await using var command = database.CreateCommand("SELECT count(*) FROM training.schema_migrations");
        Assert.True(await command.ExecuteScalarAsync() is > 0L);
    }

    [Fact]
    public async Task Without_a_database_named_it_refuses_to_start_and_says_which_setting_is_missing()
    {
        await using var service = Start("", FreePort.Next());
        Assert.Equal(2, await service.WaitForExitAsync());
        Assert.Contains("Storage:ConnectionString", service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Log, StringComparison.Ordinal);
    }

    private static ServiceProcess Start(string connectionString, int port, params string[] arguments) => ServiceProcess.Start(
        ServiceProcess.Executable("training"),
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Server__Port"] = $"{port}", ["Storage__ConnectionString"] = connectionString, ["Messaging__Uri"] = TestServers.RabbitMq },
        arguments);
}
