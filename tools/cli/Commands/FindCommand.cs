using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>find TEXT</c> or <c>find --playlist ID</c>: tracks of the whole catalogue.</summary>
internal static class FindCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "What is looked for, in words.", Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => "" };
        var playlist = new Option<string>(
            "--playlist") { Description = "Id of the playlist that tracks are looked for, instead of a text.",
            DefaultValueFactory = _ => "" };
        var limit = new Option<int>("--limit") { Description = "Best tracks, 1 to 1,000.", DefaultValueFactory = _ => 10 };
        var candidates = new Option<int>(
            "--candidates") { Description = "How many are retrieved for the two stages, at most 2,000. Default: 200, or twice the limit." };
        var members = new Option<bool>("--include-members") { Description = "Tracks that are in the playlist already too." };
        var config = new Option<string>(
            "--config") { Description = "Name or hash of a matching configuration. Default: the default one.",
            DefaultValueFactory = _ => "" };
        var explain = new Option<bool>("--explain") { Description = "Print what each score is made of." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command(
            "find", "Print the tracks of the whole catalogue that fit a text or a playlist.") { text, playlist, limit, candidates, members,
                config, explain, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new FindTracksRequest
            {
                Limit = parsed.GetValue(limit), Candidates = parsed.GetValue(candidates),
                IncludeMembers = parsed.GetValue(members), Config = parsed.GetRequiredValue(config),
            };
            var (words, id) = (parsed.GetRequiredValue(text), parsed.GetRequiredValue(playlist));
            if ((words.Length > 0) == (id.Length > 0))
                throw new CliException(
                    "Say what to look for: either a text, as in find \"rainy sunday\", or --playlist ID.", ExitCode.Unusable);
            if (id.Length > 0) request.PlaylistId = id;
            else request.Text = words;
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var response = await connection.Matching.FindTracksAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else
            {
                MatchTable.Write(
                    [new PlaylistMatches { PlaylistName = id.Length > 0 ? id : words, Matches = { response.Matches } }],
                    parsed.GetValue(explain));
                await Console.Out.WriteLineAsync($"best of {response.Candidates:N0} retrieved: {MatchTable.WorkLine(response.Work)}");
                if (MatchTable.Unsearchable(response) is { } unsearchable) await Console.Out.WriteLineAsync(unsearchable);
                if (MatchTable.Missing(response.Degraded) is { } missing) await Console.Error.WriteLineAsync(missing);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
