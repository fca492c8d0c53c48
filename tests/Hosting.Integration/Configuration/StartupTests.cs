using System.Net;
using System.Net.Sockets;
using Attune.Hosting.TestHost;

namespace Attune.Hosting.Integration.Configuration;

/// <summary>What a user sees when a service cannot start.</summary>
public sealed class StartupTests
{
    private const string Program = "Attune.Hosting.TestHost";

    [Fact]
    public async Task All_wrong_settings_are_reported_at_once_with_exit_code_2()
    {
        await using var process = ProcessUnderTest.Start(Program, [],
            ("Server__Address", "localhost"), ("Server__Prot", "1"), ("Server__DrainDelay", "soon"), ("Probe__Level", "11"), ("Probe__Name", ""), ("Probe__Nested__Wait", "x"), ("Probe__Nested__Wiat", "y"));

        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.Equal(
            [
                "testhost cannot start: 8 settings are wrong.",
                "  Server:DrainDelay is not a time; write hours:minutes:seconds, e.g. 00:00:30.",
                "  Server:Port is not set. Set it to the port to listen on (environment variable Server__Port).",
                "  Server:Address 'localhost' is not an IP address. Write 127.0.0.1 for this machine only, or 0.0.0.0 for all interfaces.",
                "  Probe:Nested:Wait is not a time; write hours:minutes:seconds, e.g. 00:00:30.",
                "  Probe:Level is 11. Set it to 1 to 10.",
                "  Probe:Name is empty. Set it to any text.",
                "  Probe:Nested:Wiat is not an option. Probe:Nested has: Wait.",
                "  Server:Prot is not an option. Server has: Port, Address, MaxReceiveMessageSize, MaxSendMessageSize, DrainDelay, ShutdownTimeout, ReadinessInterval.",
            ],
            process.Errors.Take(1).Concat(process.Errors.Skip(1).OrderBy(line => line.Contains("not an option", StringComparison.Ordinal)).ThenBy(line => line.Contains(" Server:Prot ", StringComparison.Ordinal))));
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_exit_code_1()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", $"{port}"));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Equal([$"testhost failed: port {port} on 127.0.0.1 is already taken. Stop what listens there, or set Server__Port to another port."], process.Errors);
        AssertNoStackTrace(process);
    }

    [Fact]
    public async Task A_known_reason_against_starting_is_one_line_and_exit_code_1()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"), ("Probe__Startup", "explained"));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Equal(["testhost failed: the file model.onnx is not the one that the bundle names. Pull the bundle again."], process.Errors);
        AssertNoStackTrace(process);
    }

    [Fact]
    public async Task An_unforeseen_failure_is_one_line_with_the_stack_trace_in_the_log()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"), ("Probe__Startup", "unforeseen"));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Equal(["testhost failed: InvalidDataException: an unforeseen thing"], process.Errors);
        Assert.Contains(process.Output, line => line.Contains("at Attune.Hosting.TestHost.StartupProbe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_whose_background_work_dies_ends_with_exit_code_1()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"), ("Probe__Startup", "background"));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Contains(process.Output, line => line.Contains("the background died", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_runs_the_migrators_without_listening()
    {
        await using var process = ProcessUnderTest.Start(Program, ["migrate"]);

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.Equal(["migrated"], process.Output);
        Assert.Empty(process.Errors);
    }

    [Fact]
    public async Task A_migration_that_cannot_be_applied_is_one_line_and_exit_code_1()
    {
        await using var process = ProcessUnderTest.Start(Program, ["migrate"], ("Probe__Startup", "explained"));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Equal(["testhost failed: the schema is newer than this binary. Deploy a newer one."], process.Errors);
    }

    [Fact]
    public async Task Migrate_reports_only_the_settings_that_it_needs()
    {
        await using var process = ProcessUnderTest.Start(Program, ["migrate"], ("Probe__Level", "0"), ("Server__Port", "-5"));

        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.Equal(["testhost cannot start: one setting is wrong.", "  Probe:Level is 0. Set it to 1 to 10."], process.Errors);
    }

    private static void AssertNoStackTrace(ProcessUnderTest process) =>
        Assert.DoesNotContain(process.Output.Concat(process.Errors), line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
}
