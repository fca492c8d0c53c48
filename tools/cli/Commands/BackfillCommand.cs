using System.CommandLine;
using Attune.Cli.Backfills;
using Attune.Cli.Connection;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary><c>backfill start KIND</c>, <c>backfill watch ID</c>.</summary>
internal static class BackfillCommand
{
    // A job of millions may sit behind others; a person who watches presses Ctrl-C, a script gets its prompt back.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, BackfillKind> Kinds = new(StringComparer.Ordinal)
    {
        ["tracks"] = BackfillKind.TrackEmbeddings,
        ["playlists"] = BackfillKind.PlaylistEmbeddings,
    };

    public static Command Create() => new("backfill", "Compute the vectors that the catalogue still lacks.") { Start(), Watch() };

    private static Command Start()
    {
        var kind = new Argument<string>("KIND") { Description = "tracks or playlists." };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var key = new Option<string>("--idempotency-key") { Description = "Starting again with the same key returns the first job.", DefaultValueFactory = _ => "" };
        var detach = new Option<bool>("--detach") { Description = "Print the job and return instead of following it." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command("start", "Start a backfill and follow it to its end. Exit code 1 when items failed.") { kind, key, detach, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var run = new BackfillRun(connection, Patience);
            var name = parsed.GetRequiredValue(kind);
            var job = await run.StartAsync(Kinds[name], parsed.GetRequiredValue(key), cancellationToken);
            if (!parsed.GetValue(detach)) job = await run.FollowAsync(job, name, cancellationToken);
            return Report(job, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Watch()
    {
        var id = new Argument<string>("ID") { Description = "As backfill start printed it." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        var command = new Command("watch", "Follow a backfill to its end.") { id, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var request = new BackfillServiceGetRequest { Id = parsed.GetRequiredValue(id) };
            var job = (await connection.Backfills.GetAsync(request, GatewayConnection.Soon(cancellationToken))).Job;
            job = await new BackfillRun(connection, Patience).FollowAsync(job, "backfill", cancellationToken);
            return Report(job, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(BackfillJob job, bool json)
    {
        if (json) JsonOutput.Write(job);
        else Console.Out.WriteLine($"backfill {job.Id}: {job.Total:N0} items, {job.Computed:N0} computed, {job.Skipped:N0} stored already, {job.Failed:N0} failed");
        return job.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
