using System.Diagnostics;

namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class UpTests(RunningCheckout servers)
{
    private Checkout Checkout => servers.Checkout;

    [Fact]
    public async Task A_second_up_starts_nothing_and_says_so()
    {
        var before = await Checkout.UpAsync();
        var result = (await Checkout.RunAsync("up")).ShouldExitWith(0);
        var after = await Checkout.StatusAsync();

        Assert.Equal("running already (./attune status)", result.Output.Trim());
        Assert.Empty(result.Errors);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task PostgreSQL_17_with_the_vector_extension_is_provided()
    {
        await Checkout.UpAsync();
        Assert.StartsWith("17", await Checkout.QueryAsync("show server_version"), StringComparison.Ordinal);
        Assert.Equal("5", await Checkout.QueryAsync("select '[3,4]'::vector(2) <-> '[0,0]'"));
    }

    [Fact]
    public async Task A_killed_PostgreSQL_is_started_again_with_its_data()
    {
        var before = await Checkout.UpAsync();
        await Checkout.QueryAsync("drop table if exists kept; create table kept as select 42 as answer");
        Kill(before["postgres"]);

        var result = (await Checkout.RunAsync("up")).ShouldExitWith(0);
        var after = await Checkout.StatusAsync();

        Assert.Equal("started postgres", result.Output.Trim());
        Assert.Equal("42", await Checkout.QueryAsync("select answer from kept"));
        Assert.Equal(before["rabbitmq"], after["rabbitmq"]);
        Assert.Equal(before["matching"], after["matching"]);
    }

    [Fact]
    public async Task A_killed_RabbitMQ_is_started_again()
    {
        var before = await Checkout.UpAsync();
        Kill(before["rabbitmq"]);
        Kill(before["epmd"]);

        var result = (await Checkout.RunAsync("up")).ShouldExitWith(0);
        var after = await Checkout.StatusAsync();

        Assert.Equal("started rabbitmq, epmd", result.Output.Trim());
        Assert.Equal("serving", after["rabbitmq"].Health);
        Assert.Equal(before["postgres"], after["postgres"]);
    }

    [Fact]
    public async Task A_killed_service_is_started_again_and_the_others_are_left_alone()
    {
        var before = await Checkout.UpAsync();
        Kill(before["matching"]);

        var result = (await Checkout.RunAsync("up")).ShouldExitWith(0);
        var after = await Checkout.StatusAsync();

        Assert.Equal("started matching", result.Output.Trim());
        Assert.NotEqual(before["matching"].Pid, after["matching"].Pid);
        Assert.Equal(before["gateway"], after["gateway"]);
    }

    [Fact]
    public async Task A_service_with_newer_binaries_is_restarted()
    {
        var before = await Checkout.UpAsync();
        Checkout.Write("services/gateway/bin/Release/net10.0/Attune.Gateway.dll", "a newer build");

        var result = (await Checkout.RunAsync("up")).ShouldExitWith(0);
        var after = await Checkout.StatusAsync();

        Assert.Contains("gateway is out of date", result.Errors, StringComparison.Ordinal);
        Assert.NotEqual(before["gateway"].Pid, after["gateway"].Pid);
        Assert.Equal(before["embedding"], after["embedding"]);
    }

    [Fact]
    public async Task It_works_through_a_symbolic_link_and_from_any_folder()
    {
        await Checkout.UpAsync();
        var link = Checkout.PathOf("a link");
        File.CreateSymbolicLink(link, Checkout.PathOf("attune"));

        var result = await Shell.RunAsync(link, ["status"], "/", Checkout.Environment);

        File.Delete(link);
        result.ShouldExitWith(0);
    }

    [Fact]
    public async Task The_private_servers_have_passwords_that_other_users_cannot_read()
    {
        await Checkout.UpAsync();
        foreach (var server in new[] { "postgres", "rabbitmq" })
        {
            var file = Checkout.PathOf(".dev", server, "password");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Matches("^[0-9a-f]{32}$", await File.ReadAllTextAsync(file));
        }
    }

    [Theory]
    [InlineData("brackets [1]")]
    [InlineData("a colon:")]
    [InlineData("a quote's")]
    public async Task A_folder_in_which_the_servers_cannot_work_is_refused(string name)
    {
        await using var checkout = await Checkout.CreateAsync(withServers: false);
        checkout.Move(name);

        var result = (await checkout.RunAsync("up")).ShouldExitWith(1);

        Assert.Contains($"the servers cannot work in {checkout.Folder}", result.Errors, StringComparison.Ordinal);
    }

    private static void Kill(ProcessRow row)
    {
        using var process = Process.GetProcessById(row.Pid!.Value);
        process.Kill();
        process.WaitForExit();
    }
}
