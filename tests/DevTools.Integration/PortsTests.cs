using System.Globalization;

namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class PortsTests(RunningCheckout servers)
{
    [Fact]
    public async Task A_taken_port_of_a_demanded_block_is_an_error_that_names_the_holder()
    {
        await using var guest = await servers.CreateGuestAsync();
        var first = Ports.FreeBlock();
        using var stranger = Ports.Occupy(first + 1);
        guest.Environment["ATTUNE_PORT_BASE"] = first.ToString(CultureInfo.InvariantCulture);

        var result = (await guest.RunAsync("up")).ShouldExitWith(1);

        Assert.Contains($"port {first + 1} (embedding) is taken by", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"(pid {System.Environment.ProcessId})", result.Errors, StringComparison.Ordinal);
        Assert.Matches(@"choose another block: ATTUNE_PORT_BASE=\d+ \./attune up", result.Errors);
        Assert.Empty(ProcessTable.Below(guest.Folder));
    }

    [Fact]
    public async Task Without_a_demand_the_next_free_block_is_used_and_said()
    {
        await using var guest = await servers.CreateGuestAsync();
        var first = Ports.FreeBlock();
        guest.Write(".dev/ports", $"{first}\n");
        using var stranger = Ports.Occupy(first + 2);

        var result = (await guest.RunAsync("up")).ShouldExitWith(0);

        Assert.Matches($@"port {first + 2} \(matching\) is taken by .*: using the ports from \d+", result.Errors);
        var gateway = (await guest.StatusAsync())["gateway"];
        Assert.Equal(("running", "serving"), (gateway.State, gateway.Health));
        Assert.NotEqual(first, gateway.Port);
    }

    [Fact]
    public async Task A_running_checkout_does_not_change_its_block()
    {
        var rows = await servers.Checkout.UpAsync();
        servers.Checkout.Environment["ATTUNE_PORT_BASE"] = Ports.FreeBlock().ToString(CultureInfo.InvariantCulture);

        var result = await servers.Checkout.RunAsync("up");

        servers.Checkout.Environment["ATTUNE_PORT_BASE"] = null;
        result.ShouldExitWith(1);
        Assert.Contains($"runs already, on the ports from {rows["gateway"].Port}", result.Errors, StringComparison.Ordinal);
        Assert.Equal(rows, await servers.Checkout.StatusAsync());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("80")]
    [InlineData("65530")]
    public async Task A_block_that_cannot_be_is_refused(string first)
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Environment["ATTUNE_PORT_BASE"] = first;

        var result = (await guest.RunAsync("up")).ShouldExitWith(2);

        Assert.Contains($"ATTUNE_PORT_BASE is '{first}'", result.Errors, StringComparison.Ordinal);
    }
}
