using System.CommandLine;
using Attune.Cli.Backfills;
using Attune.Cli.Connection;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Google.Protobuf;

namespace Attune.Cli.Commands;

/// <summary><c>backfill start|get|list|watch|cancel|resume|retry-failed|failures|dead-letters</c>.</summary>
internal static class BackfillCommand
{
    // A job of millions may sit behind others; a person who watches presses Ctrl-C, a script gets its prompt back.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private delegate Task<(IMessage Result, IEnumerable<string> Lines, int ExitCode)> Run(
        GatewayConnection gateway, ParseResult parsed, CancellationToken cancellationToken);

    public static Command Create() => new("backfill", "Compute what the catalogue still lacks.")
    {
        Start(), Get(), List(), Watch(), Cancel(), Resume(), RetryFailed(), Failures(),
        new Command("dead-letters", "Messages that could not be handled.") { DeadLetters(), Requeue() },
    };

    private static Command Start()
    {
        var kind = new Argument<string>(
            "KIND") { Description = "tracks and playlists (vectors of their texts), emotions, genres, or profiles." };
        kind.AcceptOnlyFromAmong(BackfillNames.All);
        var ids = new Option<string[]>("--ids") { Description = "Only these tracks or playlists.", AllowMultipleArgumentsPerToken = true };
        var user = new Option<string>("--user") { Description = "Only what is in the answers that are kept for this user." };
        var stale = new Option<string?>(
            "--stale") { Description = "Only what lacks its output by this bundle (mb_v…), or by the one that serves.",
            Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<string>("--idempotency-key") { Description = "Starting again with the same key returns the first job.",
            DefaultValueFactory = _ => "" };
        var detach = Detach();
        var command = new Command(
            "start", "Start a backfill and follow it to its end. Exit code 1 when items failed.") { kind, ids, user, stale, key, detach };
        command.Validators.Add(result =>
        {
            if (new Option[] { ids, user, stale }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("Give one of --ids, --user and --stale.");
        });
        return Make(command, async (gateway, parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(kind);
            var request = new BackfillServiceStartRequest { Kind = BackfillNames.KindOf(name),
                IdempotencyKey = parsed.GetRequiredValue(key) };
            if (parsed.GetValue(ids) is { Length: > 0 } some) request.Ids = new BackfillIds { Ids = { some } };
            else if (parsed.GetValue(user) is { } one) request.UserId = one;
            else if (parsed.GetResult(stale) is { Implicit: false }) request.StaleForBundle = parsed.GetValue(stale) ?? "";
            var job = (await gateway.Backfills.StartAsync(request, GatewayConnection.Soon(cancellationToken))).Job;
            return await FollowAsync(gateway, job, name, parsed.GetValue(detach), cancellationToken);
        });
    }

    private static Command Get()
    {
        var id = Id();
        return Make(new Command("get", "A job as it is now.") { id }, async (gateway, parsed, cancellationToken) =>
        {
            var job = (await gateway.Backfills.GetAsync(
                new() { Id = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))).Job;
            return (job, BackfillText.Details(job), ExitCode.Done);
        });
    }

    private static Command List()
    {
        var open = new Option<bool>("--open") { Description = "Only jobs that have not ended." };
        var limit = new Option<int>("--limit") { Description = "At most so many, the newest.", DefaultValueFactory = _ => 20 };
        return Make(new Command("list", "Jobs, the newest first.") { open, limit }, async (gateway, parsed, cancellationToken) =>
        {
            var request = new BackfillServiceListRequest { UnfinishedOnly = parsed.GetValue(open), PageSize = parsed.GetValue(limit) };
            var jobs = await gateway.Backfills.ListAsync(request, GatewayConnection.Soon(cancellationToken));
            return (jobs, jobs.Jobs.Select(BackfillText.Line), ExitCode.Done);
        });
    }

    private static Command Watch()
    {
        var id = Id();
        return Make(new Command("watch", "Follow a job to its end. Exit code 1 when items failed.") { id },
            async (gateway, parsed, cancellationToken) =>
        {
            var job = (await gateway.Backfills.GetAsync(
                new() { Id = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))).Job;
            return await FollowAsync(gateway, job, "backfill", detach: false, cancellationToken);
        });
    }

    private static Command Cancel()
    {
        var id = Id();
        return Make(new Command("cancel", "End a job; what is computed stays, and resume goes on with it.") { id },
            async (gateway, parsed, cancellationToken) =>
        {
            var job = (await gateway.Backfills.CancelAsync(
                new() { Id = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))).Job;
            return (job, [BackfillText.Summary(job)], ExitCode.Done);
        });
    }

    private static Command Resume()
    {
        var (id, detach) = (Id(), Detach());
        return Make(new Command("resume", "Go on with a cancelled job and follow it to its end.") { id, detach },
            async (gateway, parsed, cancellationToken) =>
        {
            var job = (await gateway.Backfills.ResumeAsync(
                new() { Id = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))).Job;
            return await FollowAsync(gateway, job, "backfill", parsed.GetValue(detach), cancellationToken);
        });
    }

    private static Command RetryFailed()
    {
        var (id, detach) = (Id(), Detach());
        return Make(new Command(
            "retry-failed", "Start a job for just the items that failed in this one, and follow it to its end.") { id, detach },
            async (gateway, parsed, cancellationToken) =>
        {
            var job = (await gateway.Backfills.RetryFailedAsync(
                new() { Id = parsed.GetRequiredValue(id) }, GatewayConnection.Soon(cancellationToken))).Job;
            return await FollowAsync(gateway, job, "retry", parsed.GetValue(detach), cancellationToken);
        });
    }

    private static Command Failures()
    {
        var id = Id();
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
        return Make(new Command("failures", "Items of a job that failed, each with its reason.") { id, limit },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new BackfillServiceListFailuresRequest { Id = parsed.GetRequiredValue(id), PageSize = parsed.GetValue(limit) };
            var failures = await gateway.Backfills.ListFailuresAsync(request, GatewayConnection.Soon(cancellationToken));
            string[] more = failures.NextPageToken.Length > 0 ? ["… and more; --limit shows up to 1,000"] : [];
            return (failures, failures.Failures.Select(failure => $"{failure.ItemId}: {failure.Reason}").Concat(more), ExitCode.Done);
        });
    }

    private static Command DeadLetters()
    {
        var changes = Changes();
        return Make(new Command("list", "The oldest first, each with why it is there.") { changes },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new BackfillServiceListDeadLettersRequest { Source = SourceOf(parsed.GetValue(changes)) };
            var letters = await gateway.Backfills.ListDeadLettersAsync(request, GatewayConnection.Soon(cancellationToken));
            var more = BackfillText.More(letters.Total - letters.DeadLetters.Count);
            return (letters, letters.DeadLetters.Select(BackfillText.Line).Concat(more), ExitCode.Done);
        });
    }

    private static Command Requeue()
    {
        var ids = new Argument<string[]>("MESSAGE") { Description = "Message ids, as list prints them; all when none is given.",
            Arity = ArgumentArity.ZeroOrMore };
        var changes = Changes();
        return Make(new Command("requeue", "Send dead letters to the workers again; their jobs go on.") { ids, changes },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new BackfillServiceRequeueDeadLettersRequest
            {
                MessageIds = { parsed.GetValue(ids) ?? [] }, Source = SourceOf(parsed.GetValue(changes)),
            };
            var reply = await gateway.Backfills.RequeueDeadLettersAsync(request, GatewayConnection.Soon(cancellationToken));
            return (reply, [$"{reply.Requeued:N0} messages sent again"], ExitCode.Done);
        });
    }

    private static Option<bool> Changes() =>
        new("--changes") { Description = "Changes of the catalogue that no backfill follows, instead of batches." };

    private static DeadLetterSource SourceOf(bool changes) => changes ? DeadLetterSource.Changes : DeadLetterSource.Batches;

    private static async Task<(IMessage Result, IEnumerable<string> Lines, int ExitCode)> FollowAsync(
        GatewayConnection gateway, BackfillJob job, string title, bool detach, CancellationToken cancellationToken)
    {
        if (!detach) job = await new BackfillRun(gateway, Patience).FollowAsync(job, title, cancellationToken);
        return (job, [BackfillText.Summary(job)], job.Failed == 0 && job.State != BackfillState.Cancelled
            ? ExitCode.Done
            : ExitCode.Failed);
    }

    private static Argument<string> Id() => new("ID") { Description = "As backfill start or list printed it." };

    private static Option<bool> Detach() => new("--detach") { Description = "Print the job and return instead of following it." };

    private static Command Make(Command command, Run run)
    {
        var (gateway, json) = (CommonOptions.Gateway(), CommonOptions.Json());
        command.Add(gateway);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var (result, lines, exitCode) = await run(connection, parsed, cancellationToken);
            if (parsed.GetValue(json)) JsonOutput.Write(result);
            else foreach (var line in lines) Console.Out.WriteLine(line);
            return exitCode;
        });
        return command;
    }
}
