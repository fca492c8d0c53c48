namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class DownTests(RunningCheckout servers)
{
    [Fact]
    public async Task After_down_nothing_runs_and_a_moved_checkout_starts_again_with_its_data_and_without_a_download()
    {
        var checkout = servers.Checkout;
        await checkout.UpAsync();
        await checkout.QueryAsync("drop table if exists moved; create table moved as select 7 as days");
        var before = checkout.Folder;

        (await checkout.RunAsync("down")).ShouldExitWith(0);
        Assert.Empty(ProcessTable.Below(before));

        checkout.Move("moved far away");
        checkout.Environment["DEBIAN_MIRROR"] = "http://127.0.0.1:9/nothing";
        checkout.Environment["PATH"] = checkout.Environment["PATH"]!.Replace(before, checkout.Folder, StringComparison.Ordinal);
        var rows = await checkout.UpAsync();

        Assert.Equal("7", await checkout.QueryAsync("select days from moved"));
        Assert.All(rows.Values, row => Assert.Equal(("running", "serving"), (row.State, row.Health)));
        Assert.Empty(ProcessTable.Below(before + "/"));
        Assert.StartsWith(checkout.Folder, ProcessTable.WorkingFolder(rows["postgres"].Pid!.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_stops_the_services_but_not_the_servers_that_it_did_not_start()
    {
        await using var guest = await servers.CreateGuestAsync();
        (await guest.RunAsync("up")).ShouldExitWith(0);

        var result = (await guest.RunAsync("down")).ShouldExitWith(0);

        Assert.Equal("stopped: embedding, matching, training, gateway", result.Output.Trim());
        Assert.Empty(ProcessTable.Below(guest.Folder));
        Assert.Equal("serving", (await servers.Checkout.StatusAsync())["postgres"].Health);
    }

    [Fact]
    public async Task Down_of_what_never_ran_is_a_quiet_success()
    {
        await using var guest = await servers.CreateGuestAsync();
        Assert.Equal("nothing runs", (await guest.RunAsync("down")).ShouldExitWith(0).Output.Trim());
    }

    [Fact]
    public async Task Wipe_deletes_the_data_and_keeps_the_programs()
    {
        await using var guest = await servers.CreateGuestAsync();
        guest.Write(".dev/postgres/data/PG_VERSION", "17\n");
        guest.Write(".dev/servers/contents", "postgres\n");

        var result = (await guest.RunAsync("down", "--wipe")).ShouldExitWith(0);

        Assert.Contains("deleted the data", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(guest.PathOf(".dev", "postgres")));
        Assert.True(File.Exists(guest.PathOf(".dev", "servers", "contents")));
    }
}
