using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Attune.Cli.Connection;
using Attune.Cli.Demo;
using Attune.Cli.Output;

namespace Attune.Cli.Commands;

/// <summary><c>demo</c>: the sample catalogue from files to ranked matches.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var json = new Option<string?>(
            "--json") { Description = "Write what was done and measured, with machine, versions and commit, to this file.",
            HelpName = "FILE" };
        var samples = new Option<string?>(
            "--samples") { Description = "Folder with tracks.jsonl and playlists.jsonl. Default: the repository's.", HelpName = "FOLDER" };
        var limit = new Option<int>("--limit") { Description = "Best tracks a playlist.", DefaultValueFactory = _ => 3 };
        var gateway = CommonOptions.Gateway();
        var command = new Command(
            "demo", "Import the samples, embed them, match them, and match them again for nothing.") { json, samples, limit, gateway };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = new DemoReport("demo", DateTime.UtcNow, Surroundings.Here());
            var clock = Stopwatch.StartNew();
            try
            {
                using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
                await new DemoRun(
                    connection, parsed.GetValue(samples)
                        ?? SampleFiles.Folder(), parsed.GetValue(limit), report).RunAsync(cancellationToken);
                report.Succeeded = true;
                return ExitCode.Done;
            }
            catch (Exception error)
            {
                report.Failure = error is Grpc.Core.RpcException rpc ? RpcErrorText.Of(rpc, parsed.GetValue(gateway)) : error.Message;
                throw;
            }
            finally
            {
                report.Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3);
                if (parsed.GetValue(json) is { } file)
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, JsonOutput.Options) + "\n", CancellationToken.None);
            }
        });
        return command;
    }
}
