using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>explain PLAYLIST TRACK</c>: what one score is made of.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var playlist = new Argument<string>("playlist") { Description = "Id of the playlist." };
        var track = new Argument<string>("track") { Description = "Id of the track." };
        var config = new Option<string>(
            "--config") { Description = "Name or hash of a matching configuration. Default: the default one.",
            DefaultValueFactory = _ => "" };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command("explain", "Print what the score of one pair is made of.") { playlist, track, config, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var request = new ExplainRequest { PlaylistId = parsed.GetRequiredValue(playlist), TrackId = parsed.GetRequiredValue(track),
                Config = parsed.GetRequiredValue(config) };
            var response = await connection.Matching.ExplainAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else ExplanationText.Write(response);
            return ExitCode.Done;
        });
        return command;
    }
}
