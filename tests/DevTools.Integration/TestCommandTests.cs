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
    public async Task A_failure_shows_what_a_service_said_about_the_call_behind_it()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c", Another = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A", "B");
        AddResults(guest, "A", total: 1, executed: 1, passed: 0);
        AddResults(guest, "B", total: 1, executed: 1, passed: 1);
        guest.Write(Output("A") + ".output", $"Grpc.Core.RpcException: Something went wrong (trace id {Trace})");
        guest.Write(Output("A") + ".service", $"ERR {Trace} the disk is full\nERR {Another} nobody asked");
        guest.Write(Output("B") + ".output", $"It is expected to fail (trace id {Another})");

        var result = (await guest.RunAsync("test")).ShouldExitWith(1);

        Assert.Contains($"ERR {Trace} the disk is full", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_services_said_about_calls_of_tests_that_passed_is_not_shown()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A");
        AddResults(guest, "A", total: 1, executed: 1, passed: 1);
        guest.Write(Output("A") + ".output", $"It is expected to fail (trace id {Trace})");
        guest.Write(Output("A") + ".service", $"ERR {Trace} the disk is full");

        Assert.DoesNotContain("the disk is full", (await guest.RunAsync("test")).ShouldExitWith(0).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_twenty_slowest_tests_of_all_projects_are_listed_with_their_names_as_written()
    {
        await using var guest = await servers.CreateGuestAsync();
        AddProjects(guest, "A", "B");
        AddResults(guest, "A", total: 15, executed: 15, passed: 15, [.. Enumerable.Range(10, 15).Select(i => ($"A.Takes_{i}", $"00:00:{i}.5000000"))]);
        AddResults(guest, "B", total: 7, executed: 7, passed: 7,
            [("B.Hours(name: &quot;a &amp; b&quot;, of: &lt;c&gt;)", "01:00:00.0000000"), .. Enumerable.Range(1, 6).Select(i => ($"B.Takes_{i}", $"00:00:0{i}.0000000"))]);

        var errors = (await guest.RunAsync("test")).ShouldExitWith(0).Errors;

        string[] listed = [.. errors[errors.IndexOf("the slowest tests:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        string[] expected = [
            "01:00:00.0000000 B.Hours(name: \"a & b\", of: <c>)",
            .. Enumerable.Range(10, 15).Reverse().Select(i => $"00:00:{i}.5000000 A.Takes_{i}"),
            .. Enumerable.Range(3, 4).Reverse().Select(i => $"00:00:0{i}.0000000 B.Takes_{i}")];
        Assert.Equal(expected, listed);
        Assert.DoesNotContain("the slowest tests:", (await guest.RunAsync("test", "Takes")).ShouldExitWith(0).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fast_ones_are_the_unit_tests_without_any_server()
    {
        await using var checkout = await Checkout.CreateAsync(withServers: false);
        AddProjects(checkout, "A.Integration", "B.Unit", "C.Unit");
        AddResults(checkout, "A.Integration", total: 9, executed: 9, passed: 0);
        AddResults(checkout, "B.Unit", total: 4, executed: 4, passed: 4);
        AddResults(checkout, "C.Unit", total: 2, executed: 2, passed: 1);

        var result = (await checkout.RunAsync("test", "--fast")).ShouldExitWith(1);

        Assert.Equal("5 passed, 1 failed, 0 skipped", result.LastLine);
        Assert.Contains("output of Attune.C.Unit with no database and no broker", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Attune.A.Integration", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(checkout.PathOf(".dev", "servers")));
        Assert.Empty(ProcessTable.Below(checkout.Folder));
        Assert.Equal("build\n", await File.ReadAllTextAsync(checkout.PathOf(".dev", "builds")));
        (await checkout.RunAsync("test", "--fast")).ShouldExitWith(1);
        Assert.Equal("build\n", await File.ReadAllTextAsync(checkout.PathOf(".dev", "builds")));
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
        var projects = names.Select(name => $"""  <Project Path="tests/{Named(name)}/Attune.{Named(name)}.csproj" />""");
        checkout.Write("Attune.slnx", $"<Solution>\n{string.Join('\n', projects)}\n</Solution>\n");
        foreach (var name in names)
            checkout.Write(Output(name) + ".dll", "");
    }

    private static void AddResults(Checkout checkout, string name, int total, int executed, int passed, params (string Test, string Duration)[] tests) =>
        checkout.Write(Output(name) + ".trx", $"""
            <TestRun><Results>
            {string.Join('\n', tests.Select(test => $"""<UnitTestResult executionId="1" testName="{test.Test}" computerName="c" duration="{test.Duration}" outcome="Passed" />"""))}
            </Results><ResultSummary outcome="Completed">
            <Counters total="{total}" executed="{executed}" passed="{passed}" failed="{executed - passed}" error="0" notExecuted="0" />
            </ResultSummary></TestRun>
            """);

    private static string Named(string name) => name.Contains('.', StringComparison.Ordinal) ? name : name + ".Integration";

    private static string Output(string name) => $"tests/{Named(name)}/bin/Release/net10.0/Attune.{Named(name)}";
}
