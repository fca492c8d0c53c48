namespace Attune.DevTools.Integration;

[Collection(ServersCollection.Name)]
public sealed class TestCommandTests(RunningCheckout servers)
{
    [Fact]
    public async Task The_last_line_sums_up_all_projects()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A", "B");
        AddResults(guest, "A", total: 9, executed: 7, passed: 7);
        AddResults(guest, "B", total: 5, executed: 5, passed: 5);

        var result = (await guest.RunAsync("test")).ShouldExitWith(0);

        Assert.Equal("12 passed, 0 failed, 2 skipped", result.LastLine);
        Assert.Single(result.Output.Split('\n'), line => line.Contains(" passed, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_shows_the_output_of_its_project_and_costs_the_exit_code()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A");
        AddResults(guest, "A", total: 3, executed: 3, passed: 2);
        guest.Write(Output("A") + ".code", "1");

        var result = (await guest.RunAsync("test")).ShouldExitWith(1);

        Assert.Equal("2 passed, 1 failed, 0 skipped", result.LastLine);
        Assert.Contains("output of Attune.A.Integration with Host=", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crashed_host_counts_as_a_failure()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A", "Crashed");
        AddResults(guest, "A", total: 3, executed: 3, passed: 3);
        guest.Write(Output("Crashed") + ".code", "134");

        var result = (await guest.RunAsync("test")).ShouldExitWith(1);

        Assert.Equal("3 passed, 1 failed, 0 skipped", result.LastLine);
    }

    [Fact]
    public async Task A_run_of_no_test_fails()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A");

        var result = (await guest.RunAsync("test", "NoSuchTest")).ShouldExitWith(1);

        Assert.Equal("0 passed, 0 failed, 0 skipped", result.LastLine);
        Assert.Contains("no test ran", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_run_stops_the_tests_that_it_started()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "Slow");
        guest.Write(Output("Slow") + ".hang", "");

        using var run = Shell.Start(guest.PathOf("attune"), ["test"], guest.Folder, guest.Environment);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(guest.PathOf(".dev", "test", "Attune.Slow.Integration.log")))
            await Task.Delay(50, limit.Token);
        (await Shell.RunAsync("kill", ["-TERM", $"{run.Id}"], "/")).ShouldExitWith(0);
        await run.WaitForExitAsync(limit.Token);

        Assert.Equal(143, run.ExitCode);
        Assert.Empty(ProcessTable.Below(guest.Folder));
    }

    private static void AddProjects(Checkout checkout, params string[] names)
    {
        var projects = names.Select(name => $"""  <Project Path="tests/{name}.Integration/Attune.{name}.Integration.csproj" />""");
        checkout.Write("Attune.slnx", $"<Solution>\n{string.Join('\n', projects)}\n</Solution>\n");
        foreach (var name in names)
            checkout.Write(Output(name) + ".dll", "");
    }

    private static void AddResults(Checkout checkout, string name, int total, int executed, int passed) =>
        checkout.Write(Output(name) + ".trx", $"""
            <TestRun><ResultSummary outcome="Completed">
            <Counters total="{total}" executed="{executed}" passed="{passed}" failed="{executed - passed}" error="0" notExecuted="0" />
            </ResultSummary></TestRun>
            """);

    private static string Output(string name) => $"tests/{name}.Integration/bin/Release/net10.0/Attune.{name}.Integration";
}
