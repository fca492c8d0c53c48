using System.CommandLine;
using System.Text.Json;
using Attune.Cli.Local;
using Attune.Cli.Output;

namespace Attune.Cli.Commands;

/// <summary><c>local</c>: what the scripts of <c>./attune</c> ask about this machine; nobody else calls it.</summary>
internal static class LocalCommand
{
    private const int NotAllWell = 3;

    public static Command Create()
    {
        var command = new Command("local", "What runs from this checkout.") { Status(), Ports(), Wait(), Check(), Postgres() };
        command.Hidden = true;
        return command;
    }

    private static Command Status()
    {
        var json = CommonOptions.Json();
        return Make(new Command("status") { json }, async (folder, parsed, cancellationToken) =>
        {
            var shown = Role.All.Where(role => role.Process == role.Name);
            var rows = await Task.WhenAll(shown.Select(role => StatusRow.TakeAsync(folder, role, cancellationToken)));
            if (parsed.GetValue(json)) await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows.Select(Shown), JsonOutput.Options));
            else foreach (var line in rows.Select(row => row.Line).Prepend(StatusRow.Heading)) await Console.Out.WriteLineAsync(line);
            return rows.All(row => row.IsWell) ? ExitCode.Done : NotAllWell;
        });

        static object Shown(StatusRow row) => new { row.Name, row.State, row.Pid, row.Port, row.Health, row.Version };
    }

    private static Command Ports()
    {
        var roles = Roles();
        return Make(new Command("ports") { roles }, async (folder, parsed, _) =>
        {
            var demanded = Environment.GetEnvironmentVariable("ATTUNE_PORT_BASE");
            var first = new PortChoice(folder).Choose(demanded, [.. parsed.GetRequiredValue(roles).Select(Role.Named)]);
            await Console.Out.WriteLineAsync($"{first}");
            return ExitCode.Done;
        });
    }

    private static Command Wait()
    {
        var roles = Roles();
        return Make(new Command("wait") { roles }, async (folder, parsed, cancellationToken) =>
        {
            await new ServicesStart(folder).WaitAsync([.. parsed.GetRequiredValue(roles).Select(Role.Named)], cancellationToken);
            return ExitCode.Done;
        });
    }

    private static Command Check() => Make(new Command("check"), async (_, _, cancellationToken) =>
    {
        foreach (var role in Role.All.Where(NamedServers.Has)) await NamedServers.CheckAsync(role, cancellationToken);
        return ExitCode.Done;
    });

    // For libpq, which does not read Npgsql's form.
    private static Command Postgres() => Make(new Command("postgres"), async (_, _, _) =>
    {
        var (host, port, user, password, database) = NamedServers.Postgres;
        await Console.Out.WriteLineAsync($"PGHOST={host}\nPGPORT={port}\nPGUSER={user}\nPGPASSWORD={password}\nPGDATABASE={database}");
        return ExitCode.Done;
    });

    private static Argument<string[]> Roles() => new("NAME") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };

    private static Command Make(Command command, Func<PrivateFolder, ParseResult, CancellationToken, Task<int>> runAsync)
    {
        var folder = new Option<string>("--folder") { Description = "The private folder of the checkout.", Required = true };
        command.Add(folder);
        command.SetAction((parsed, cancellationToken) =>
            runAsync(new PrivateFolder(parsed.GetRequiredValue(folder)), parsed, cancellationToken));
        return command;
    }
}
