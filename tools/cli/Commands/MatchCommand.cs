using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>match</c>: the best tracks for playlists.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var playlists = new Option<string[]>(
            "--playlist") { Description = "Id of a playlist; may be repeated. Default: all of them.", DefaultValueFactory = _ => [] };
        var tracks = new Option<string[]>(
            "--track") { Description = "Id of a candidate; may be repeated. Default: the whole catalogue.", DefaultValueFactory = _ => [] };
        var limit = new Option<int>("--limit") { Description = "Best tracks a playlist, 1 to 1,000.", DefaultValueFactory = _ => 10 };
        var members = new Option<bool>("--include-members") { Description = "Rank tracks that are in the playlist already too." };
        var config = new Option<string>(
            "--config") { Description = "Name or hash of a matching configuration. Default: the default one.",
            DefaultValueFactory = _ => "" };
        var explain = new Option<bool>("--explain") { Description = "Print what each score is made of." };
        var user = new Option<string>("--user") { Description = "On whose behalf.", DefaultValueFactory = _ => "" };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command(
            "match", "Print the best tracks for playlists.") { playlists, tracks, limit, members, config, explain, user, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var request = new MatchRequest
            {
                UserId = parsed.GetRequiredValue(user), PlaylistIds = { parsed.GetRequiredValue(playlists) },
                TrackIds = { parsed.GetRequiredValue(tracks) },
                Limit = parsed.GetValue(limit), IncludeMembers = parsed.GetValue(members), Config = parsed.GetRequiredValue(config),
            };
            var response = await connection.Matching.MatchAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else
            {
                MatchTable.Write(response.Playlists, parsed.GetValue(explain));
                await Console.Out.WriteLineAsync(MatchTable.WorkLine(response));
                if (MatchTable.Unranked(response) is { } unranked) await Console.Out.WriteLineAsync(unranked);
                if (MatchTable.Missing(response.Degraded) is { } missing) await Console.Error.WriteLineAsync(missing);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
