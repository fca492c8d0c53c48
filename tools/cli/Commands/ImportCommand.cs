using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Importing;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>import tracks FILE</c>, <c>import playlists FILE</c>.</summary>
internal static class ImportCommand
{
    private delegate Task<ImportSummary> Import(GatewayConnection gateway, string path, CancellationToken cancellationToken);

    public static Command Create() =>
        new("import", "Add or replace rows of the catalogue from a JSON Lines file. Good lines are imported even when others are refused.")
    {
        Create("tracks", FileImport.TracksAsync),
        Create("playlists", FileImport.PlaylistsAsync),
    };

    private static Command Create(string kind, Import importAsync)
    {
        var file = new Argument<string>("FILE") { Description = "One JSON object a line; samples/README.md describes the fields." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command(kind, $"Import {kind}. Exit code 1 when a line was refused.") { file, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var summary = await importAsync(connection, path, cancellationToken);
            if (parsed.GetValue(json)) JsonOutput.Write(summary);
            else
            {
                ImportReport.Rejections(summary, path);
                await Console.Out.WriteLineAsync(ImportReport.Line(summary, kind));
            }
            return summary.Rejected == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
