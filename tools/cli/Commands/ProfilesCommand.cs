using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>profiles get PLAYLIST</c>, <c>profiles list</c>.</summary>
internal static class ProfilesCommand
{
    public static Command Create() =>
        new("profiles", "What the profiles of playlists are made of, and why they are stale.") { Get(), List() };

    private static Command Get()
    {
        var id = new Argument<string>("PLAYLIST") { Description = "Id of a playlist." };
        return Make(new Command("get", "Print all of one profile as JSON.") { id }, async (gateway, parsed, cancellationToken) =>
            JsonOutput.Write(await gateway.Profiles.GetAsync(
                new ProfileServiceGetRequest { PlaylistId = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))));
    }

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many, 1 to 1,000.", DefaultValueFactory = _ => 100 };
        var page = new Option<string>("--page") { Description = "Where the list before ended, as it said.", HelpName = "TOKEN",
            DefaultValueFactory = _ => "" };
        var json = CommonOptions.Json();
        return Make(new Command("list", "Print a line a playlist, in order of ids.") { limit, page, json },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new ProfileServiceListRequest { PageSize = parsed.GetValue(limit), PageToken = parsed.GetRequiredValue(page) };
            var response = await gateway.Profiles.ListAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(response);
                return;
            }
            foreach (var profile in response.Profiles) await Console.Out.WriteLineAsync(ProfileLine.Of(profile));
            if (response.NextPageToken.Length > 0) await Console.Error.WriteLineAsync($"There are more: --page {response.NextPageToken}");
        });
    }

    private static Command Make(Command command, Func<GatewayConnection, ParseResult, CancellationToken, Task> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        command.Add(gateway);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            await runAsync(connection, parsed, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
