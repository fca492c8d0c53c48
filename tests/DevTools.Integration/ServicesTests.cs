namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class ServicesTests(RunningCheckout servers)
{
    [Fact]
    public async Task Servers_named_by_the_environment_are_used_and_none_is_started()
    {
        await using var guest = await servers.CreateGuestAsync();

        var result = (await guest.RunAsync("up")).ShouldExitWith(0);
        var rows = await guest.StatusAsync();

        Assert.Contains("as ATTUNE_POSTGRES says", result.Output, StringComparison.Ordinal);
        Assert.Equal("external", rows["postgres"].State);
        Assert.Equal("external", rows["rabbitmq"].State);
        Assert.False(Directory.Exists(guest.PathOf(".dev", "postgres")));
        (await guest.RunAsync("status")).ShouldExitWith(0);
    }

    [Theory]
    [InlineData("ATTUNE_POSTGRES", "postgres://attune:secret@127.0.0.1:9/attune", "no PostgreSQL answers at 127.0.0.1:9", 1)]
    [InlineData("ATTUNE_POSTGRES", "Host=127.0.0.1;Port=9;Password=secret", "no PostgreSQL answers at 127.0.0.1:9", 1)]
    [InlineData("ATTUNE_RABBITMQ", "amqp://attune:secret@127.0.0.1:9", "no RabbitMQ answers at 127.0.0.1:9", 1)]
    [InlineData("ATTUNE_RABBITMQ", "127.0.0.1", "write amqp://", 2)]
    [InlineData("ATTUNE_POSTGRES", "127.0.0.1", "write Host=", 2)]
    public async Task A_server_that_does_not_answer_is_named_without_its_password(string variable, string value, string message, int code)
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Environment[variable] = value;

        var result = (await guest.RunAsync("up")).ShouldExitWith(code);

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Errors, StringComparison.Ordinal);
        Assert.Empty(ProcessTable.Below(guest.Folder));
    }

    [Fact]
    public async Task A_service_that_dies_at_its_start_is_named_with_its_last_words()
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Write("stub/embedding", "die");

        var result = (await guest.RunAsync("up")).ShouldExitWith(1);

        Assert.Contains("embedding says: die", result.Errors, StringComparison.Ordinal);
        Assert.Contains("embedding ended while it started; its whole log is", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_migration_is_named_and_its_service_is_not_started()
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Write("stub/training", "fail to migrate");

        var result = (await guest.RunAsync("up")).ShouldExitWith(1);

        Assert.Contains("training says: fail to migrate", result.Errors, StringComparison.Ordinal);
        Assert.Contains("the database migrations failed of: training", result.Errors, StringComparison.Ordinal);
        Assert.Equal("stopped", (await guest.StatusAsync())["training"].State);
    }

    [Fact]
    public async Task Of_two_ups_at_once_the_second_waits_and_finds_everything_running()
    {
        await using var guest = await servers.CreateGuestAsync();

        var both = await Task.WhenAll(guest.RunAsync("up"), guest.RunAsync("up"));

        Assert.All(both, result => result.ShouldExitWith(0));
        Assert.Single(both, result => result.Errors.Contains("waiting for another ./attune", StringComparison.Ordinal));
        Assert.Single(both, result => result.Output.Contains("running already", StringComparison.Ordinal));
        Assert.Equal(4, ProcessTable.Below(guest.Folder).Count);
    }

    [Fact]
    public async Task A_build_happens_only_after_a_change_and_its_errors_are_shown()
    {
        await using var guest = await servers.CreateGuestAsync();
        (await guest.RunAsync("build")).ShouldExitWith(0);
        (await guest.RunAsync("build")).ShouldExitWith(0);
        Assert.Single(await File.ReadAllLinesAsync(guest.PathOf(".dev", "builds")));

        guest.Write("broken", "");
        var result = (await guest.RunAsync("build")).ShouldExitWith(1);
        Assert.Contains("Broken.cs(7,3): error CS1002: ; expected", result.Errors, StringComparison.Ordinal);
    }
}
