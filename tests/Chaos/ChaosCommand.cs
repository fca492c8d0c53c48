using System.CommandLine;
using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Harness.Servers;
using Attune.Chaos.Reports;
using Attune.Chaos.Scenarios;
using Attune.Chaos.Servers;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Chaos;

/// <summary><c>./attune chaos</c>: backfills whose processes, servers and networks are killed, and what is left.</summary>
internal static class ChaosCommand
{
    private const int Seed = 1, Callers = 4;

    private static readonly int[] OutageSeconds = [10, 30];

    public static RootCommand Create() => new("Kills what a backfill runs on, counts in the database what was lost or doubled, and ends with 1 when a bound is broken.")
    {
        Scenario("workers", "SIGKILL to a random worker, 50 times.", 100_000, 50, (items, count, cancel) =>
            WithSharedServersAsync(setup => WorkersScenario.RunAsync(setup, items, count, Seed, Log.Say, cancel))),
        Scenario("servers", "SIGKILL to RabbitMQ, PostgreSQL and the embedding service, 10 times each; they are private ones.", 100_000, 10, async (items, count, cancel) =>
        {
            await using var servers = await PrivateServers.StartAsync(cancel);
            return await ServersScenario.RunAsync(new BackfillSetup { Postgres = servers.Postgres, RabbitMq = servers.RabbitMq }, servers, items, count, Seed, Log.Say, cancel);
        }),
        Scenario("poison", "A message that kills whoever handles it, up to 25 times.", 20_000, 25, (items, count, cancel) =>
            WithSharedServersAsync(setup => PoisonScenario.RunAsync(setup, items, count, Seed, Log.Say, cancel))),
        Scenario("network", "The network between the workers and the broker silent for 10 s and for 30 s.", 100_000, 1, (items, count, cancel) =>
            WithSharedServersAsync(setup => NetworkScenario.RunAsync(
                setup, items, [.. Enumerable.Repeat(OutageSeconds, count).SelectMany(x => x).Select(x => TimeSpan.FromSeconds(x))], Seed, Log.Say, cancel))),
        Scenario("rolling", "Every service restarted in turns, 3 times, while clients call.", 0, 3, (_, count, cancel) =>
            WithSharedServersAsync(setup => RollingScenario.RunAsync(setup, count, Callers, Log.Say, cancel))),
        Scenario("queue", "The queue deleted under the backfill, 3 times.", 20_000, 3, (items, count, cancel) =>
            WithSharedServersAsync(setup => QueueScenario.RunAsync(setup, items, count, Seed, Log.Say, cancel))),
        Scenario("messages", "Messages that nobody can read, of five kinds, 5 times each.", 20_000, 5, (items, count, cancel) =>
            WithSharedServersAsync(setup => MessagesScenario.RunAsync(setup, items, count, Seed, Log.Say, cancel))),
        Scenario("disk", "PostgreSQL's disk full for 5 s, 3 times; it is a private one, and mounting its small disk needs root.", 20_000, 3, async (items, count, cancel) =>
        {
            await using var servers = await PrivateServers.StartAsync(cancel);
            return await DiskScenario.RunAsync(servers, items, count, Seed, Log.Say, cancel);
        }),
    };

    private static Command Scenario<TReport>(string name, string description, int standardItems, int standardCount, Func<int, int, CancellationToken, Task<TReport?>> run)
        where TReport : class, IChaosReport
    {
        var items = new Option<int>("--items") { Description = "Tracks of the generated catalogue.", DefaultValueFactory = _ => standardItems };
        var count = new Option<int>("--count") { Description = "Disturbances, of each kind.", DefaultValueFactory = _ => standardCount };
        var json = CommonOptions.Json();
        var command = new Command(name, description) { items, count, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await run(parsed.GetRequiredValue(items), parsed.GetRequiredValue(count), cancellationToken);
            if (report is null)
            {
                Log.Say($"chaos {name}: skipped, because this user may not do what it needs: {description}");
                return 0;
            }

            Print(report);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Report = report }, cancellationToken);
            return report.Bounds.All(x => x.Holds) ? 0 : 1;
        });
        return command;
    }

    private static async Task<TReport?> WithSharedServersAsync<TReport>(Func<BackfillSetup, Task<TReport>> run) =>
        await run(new BackfillSetup { Postgres = BenchDatabase.Setting("ATTUNE_POSTGRES"), RabbitMq = BenchDatabase.Setting("ATTUNE_RABBITMQ") });

    private static void Print(IChaosReport report)
    {
        var table = new Table().Title($"chaos {report.Scenario}").AddColumns("", "").HideHeaders();
        foreach (var (name, value) in report.Figures)
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        Terminal.Write(table);
        foreach (var bound in report.Bounds)
            Console.Out.WriteLine($"{(bound.Holds ? "holds" : "BROKEN")}: {bound.Text}");
    }
}
