using System.Diagnostics;

namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class StatusTests(RunningCheckout servers)
{
    private Checkout Checkout => servers.Checkout;

    [Fact]
    public async Task Status_names_every_process_with_port_health_and_version()
    {
        var rows = await Checkout.UpAsync();
        var result = (await Checkout.RunAsync("status")).ShouldExitWith(0);

        Assert.Equal(["gateway", "embedding", "matching", "training", "postgres", "rabbitmq", "epmd"], rows.Keys);
        Assert.All(rows.Values, row => Assert.Equal(("running", "serving"), (row.State, row.Health)));
        Assert.StartsWith("17.", rows["postgres"].Version, StringComparison.Ordinal);
        Assert.StartsWith("4.", rows["rabbitmq"].Version, StringComparison.Ordinal);
        Assert.Matches($@"RabbitMQ +running +{rows["rabbitmq"].Pid} +{rows["rabbitmq"].Port} +serving +4\.", result.Output);
    }

    [Fact]
    public async Task A_service_that_does_not_serve_is_shown_and_costs_the_exit_code()
    {
        await Checkout.UpAsync();
        Checkout.Write("stub/embedding", "not-serving");

        var result = await Checkout.RunAsync("status");

        File.Delete(Checkout.PathOf("stub", "embedding"));
        result.ShouldExitWith(3);
        Assert.Matches("embedding +running .* not-serving", result.Output);
    }

    [Fact]
    public async Task A_stranger_on_a_port_is_called_foreign()
    {
        await using var guest = await servers.CreateGuestAsync();
        var port = (await guest.StatusAsync())["training"].Port!.Value;
        using var stranger = Ports.Occupy(port);

        var row = (await guest.StatusAsync())["training"];

        Assert.Equal(("foreign", null), (row.State, row.Pid));
    }

    [Fact]
    public async Task Before_the_first_up_everything_is_stopped()
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Environment["ATTUNE_POSTGRES"] = null;
        guest.Environment["ATTUNE_RABBITMQ"] = null;

        (await guest.RunAsync("status")).ShouldExitWith(3);
        Assert.All((await guest.StatusAsync()).Values, row => Assert.Equal("stopped", row.State));
    }

    [Fact]
    public async Task A_pid_that_was_recycled_is_neither_shown_nor_killed()
    {
        await using var guest = await servers.CreateGuestAsync();
        using var stranger = Process.Start("sleep", "300");
        guest.Write(".dev/run/gateway.pid", $"{stranger.Id} 1 -\n");

        var row = (await guest.StatusAsync())["gateway"];
        (await guest.RunAsync("down")).ShouldExitWith(0);

        Assert.Equal("stopped", row.State);
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }
}
