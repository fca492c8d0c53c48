using System.Text;
using System.Text.Json;
using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Testing;
using Dapper;
using Grpc.Core;
using Grpc.Net.Client;
using RabbitMQ.Client;

namespace Attune.Matching.Integration.Backfills;

/// <summary>Services killed, queues deleted, messages that nobody survives: with the real worker, broker and embedding service.</summary>
public sealed class BackfillOutageTests(BreakableMatchingFixture matching) : IClassFixture<BreakableMatchingFixture>, IDisposable
{
    private const string Queue = "matching.backfill";

    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private BackfillService.BackfillServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_cancelled_job_keeps_what_is_stored_and_goes_on_when_it_is_resumed()
    {
        await GivenTracksAsync("cancel", 40);
        await matching.System.KillAsync("embedding");
        var job = (await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings })).Job;
        await Eventually.IsTrueAsync(async () => (await JobAsync(job.Id)).Problem.Contains("does not answer", StringComparison.Ordinal), "the job says what it waits for");

        var cancelled = (await Client.CancelAsync(new BackfillServiceCancelRequest { Id = job.Id })).Job;
        Assert.Equal(BackfillState.Cancelled, cancelled.State);
        Assert.NotNull(cancelled.FinishedAt);
        await Client.CancelAsync(new BackfillServiceCancelRequest { Id = job.Id });

        await matching.System.StartAsync("embedding");
        await Client.ResumeAsync(new BackfillServiceResumeRequest { Id = job.Id });
        var done = await EndAsync(job.Id);
        Assert.Equal((BackfillState.Succeeded, done.Total), (done.State, done.Computed + done.Skipped));
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ResumeAsync(new BackfillServiceResumeRequest { Id = job.Id }))).StatusCode);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(async () => await Client.CancelAsync(new BackfillServiceCancelRequest { Id = job.Id }))).StatusCode);
    }

    [Fact]
    public async Task A_batch_that_kills_whoever_takes_it_ends_as_failed_with_the_reason_and_goes_on_when_its_dead_letter_is_requeued()
    {
        var ids = await GivenTracksAsync("deadly", 3);
        await matching.System.KillAsync("matching");
        var job = await GivenJobAsync(ids, "now()");
        await PublishAsync(JsonSerializer.Serialize(new { jobId = job, number = 1, kind = "track_embeddings" }), version: 2);
        var (queue, dead) = (matching.System.Broker.QueueName(Queue), matching.System.Broker.DeadQueueName(Queue));
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var channel = await matching.System.Broker.Connection.CreateChannelAsync();
                // Closing the channel with the message in hand is what the broker sees of a process that dies.
                await channel.BasicGetAsync(queue, autoAck: false);
                return await channel.MessageCountAsync(dead) == 1;
            },
            "the broker gives the message up");

        await matching.System.StartAsync("matching");
        var failed = await EndAsync($"{job}");
        Assert.Equal((BackfillState.Failed, 3), (failed.State, failed.Failed));
        var letter = Assert.Single((await Client.ListDeadLettersAsync(new BackfillServiceListDeadLettersRequest())).DeadLetters);
        Assert.Equal(($"{job}", 1), (letter.JobId, letter.Batch));
        Assert.Contains("delivery limit", letter.Reason, StringComparison.Ordinal);
        Assert.Contains("delivery limit", (await Client.ListFailuresAsync(new BackfillServiceListFailuresRequest { Id = $"{job}" })).Failures[0].Reason, StringComparison.Ordinal);

        Assert.Equal(1, (await Client.RequeueDeadLettersAsync(new BackfillServiceRequeueDeadLettersRequest())).Requeued);
        var done = await EndAsync($"{job}");
        Assert.Equal((BackfillState.Succeeded, 3), (done.State, done.Computed));
        Assert.Empty((await Client.ListDeadLettersAsync(new BackfillServiceListDeadLettersRequest())).DeadLetters);
    }

    [Fact]
    public async Task A_message_of_the_version_before_is_worked_on_and_a_malformed_one_is_listed_with_its_reason()
    {
        var job = await GivenJobAsync(await GivenTracksAsync("older", 2), "now()");
        await PublishAsync("""{"jobId":"not an id","number":1}""", version: 2);
        await PublishAsync(JsonSerializer.Serialize(new { jobId = job, number = 1 }), version: 1);

        Assert.Equal((BackfillState.Succeeded, 2), ((await EndAsync($"{job}")).State, (await JobAsync($"{job}")).Computed));
        await Eventually.IsTrueAsync(async () => (await Client.ListDeadLettersAsync(new BackfillServiceListDeadLettersRequest())).DeadLetters.Count == 1, "the malformed message is a dead letter");
        var letter = (await Client.ListDeadLettersAsync(new BackfillServiceListDeadLettersRequest())).DeadLetters[0];
        Assert.StartsWith("The body is no 'backfill-batch'", letter.Reason, StringComparison.Ordinal);
        Assert.Contains("not an id", letter.Body, StringComparison.Ordinal);
        await using var channel = await matching.System.Broker.Connection.CreateChannelAsync();
        await channel.QueuePurgeAsync(matching.System.Broker.DeadQueueName(Queue));
    }

    [Fact]
    public async Task A_damaged_change_of_the_catalogue_is_a_dead_letter_by_itself_and_can_be_sent_again()
    {
        const string changes = "matching.changes";
        await matching.System.Broker.PublishRawAsync(
            matching.System.Broker.QueueName(changes), """{"trackTexts":"not a list"}""", new() { ["type"] = "catalogue-changed", ["version"] = 1 });

        var request = new BackfillServiceListDeadLettersRequest { Source = DeadLetterSource.Changes };
        await Eventually.IsTrueAsync(async () => (await Client.ListDeadLettersAsync(request)).DeadLetters.Count == 1, "the damaged change is a dead letter");
        Assert.Contains("not a list", (await Client.ListDeadLettersAsync(request)).DeadLetters[0].Body, StringComparison.Ordinal);
        Assert.Empty((await Client.ListDeadLettersAsync(new BackfillServiceListDeadLettersRequest())).DeadLetters);

        var again = new BackfillServiceRequeueDeadLettersRequest { Source = DeadLetterSource.Changes };
        Assert.Equal(1, (await Client.RequeueDeadLettersAsync(again)).Requeued);
        await Eventually.IsTrueAsync(async () => (await Client.ListDeadLettersAsync(request)).DeadLetters.Count == 1, "it is refused again");
        await using var channel = await matching.System.Broker.Connection.CreateChannelAsync();
        await channel.QueuePurgeAsync(matching.System.Broker.DeadQueueName(changes));
        var unknown = new BackfillServiceListDeadLettersRequest { Source = (DeadLetterSource)7 };
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ListDeadLettersAsync(unknown))).StatusCode);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_its_consumers_comes_back_and_what_was_in_it_is_announced_again()
    {
        // Announced long ago, and nowhere to be found.
        var job = await GivenJobAsync(await GivenTracksAsync("lost", 2), "now() - interval '10 minutes'", start: false);
        await using (var channel = await matching.System.Broker.Connection.CreateChannelAsync())
            await channel.QueueDeleteAsync(matching.System.Broker.QueueName(Queue), ifUnused: false, ifEmpty: false);
        await matching.ExecuteAsync($"UPDATE backfill_jobs SET state = 'running', finished_at = NULL WHERE id = '{job}'");
        Assert.Equal((BackfillState.Succeeded, 2), ((await EndAsync($"{job}")).State, (await JobAsync($"{job}")).Computed));
    }

    [Fact]
    public async Task A_change_of_the_catalogue_computes_just_what_it_makes_stale()
    {
        var ids = await GivenTracksAsync("change", 3);
        await matching.Playlists.UpsertAsync([Given.Playlist("change-a", "Changing", "All of them", ids), Given.Playlist("change-b", "Staying", "One of them", ids[0])], CancellationToken.None);
        await EndAsync((await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.PlaylistProfiles, Ids = new BackfillIds { Ids = { "change-a", "change-b" } } })).Job.Id);
        matching.System.MatchingSettings["Backfill__FollowChanges"] = "true";
        await matching.System.KillAsync("matching");
        await matching.System.StartAsync("matching");
        try
        {
            // New rows make nothing stale; a member's text does, for itself and for the one playlist that has it.
            await matching.Tracks.UpsertAsync([Given.Track("change-new", "Never seen"), Given.Track(ids[2], "Another title")], CancellationToken.None);
            await Eventually.IsTrueAsync(async () => await CountAsync("SELECT count(*) FROM backfill_jobs WHERE cause = 'the catalogue has changed' AND finished_at IS NOT NULL") == 2, "two backfills end");
            await using var connection = await matching.Database.OpenConnectionAsync();
            var jobs = (await connection.QueryAsync<(string, string[], string)>(
                "SELECT kind, selected_ids, state FROM backfill_jobs WHERE cause = 'the catalogue has changed' ORDER BY kind")).AsList();
            Assert.Equal([("playlist_profiles", "change-a", "succeeded"), ("track_embeddings", ids[2], "succeeded")], jobs.Select(job => (job.Item1, Assert.Single(job.Item2), job.Item3)));
            Assert.Equal(2, await CountAsync($"SELECT count(*) FROM track_embeddings WHERE track_id = '{ids[2]}'"));
            Assert.Equal(2, await CountAsync("SELECT count(*) FROM playlist_profiles WHERE playlist_id = 'change-a'"));

            await matching.Playlists.UpsertAsync([Given.Playlist("change-b", "Staying", "One of them", ids[0], ids[1])], CancellationToken.None);
            await Eventually.IsTrueAsync(async () => await CountAsync("SELECT count(*) FROM playlist_profiles WHERE playlist_id = 'change-b'") == 2, "the playlist with another member has another profile");
        }
        finally
        {
            matching.System.MatchingSettings.Remove("Backfill__FollowChanges");
        }
    }

    [Fact]
    public async Task A_process_that_only_serves_works_on_nothing_and_one_that_only_works_serves_nothing()
    {
        await GivenTracksAsync("role", 2);
        await RestartAsAsync("server");
        var job = (await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings })).Job;
        await Eventually.IsTrueAsync(async () => await CountAsync($"SELECT count(*) FROM backfill_batches WHERE job_id = '{job.Id}' AND published_at IS NOT NULL") > 0, "the job is announced");
        Assert.Equal(0, (await JobAsync(job.Id)).Done);

        await RestartAsAsync("worker");
        await Eventually.IsTrueAsync(async () => await CountAsync($"SELECT count(*) FROM backfill_jobs WHERE id = '{job.Id}' AND state = 'succeeded'") == 1, "the worker ends the job");
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => JobAsync(job.Id))).StatusCode);
        matching.System.MatchingSettings.Remove("Matching__Role");
        await matching.System.KillAsync("matching");
        await matching.System.StartAsync("matching");
    }

    private async Task RestartAsAsync(string role)
    {
        matching.System.MatchingSettings["Matching__Role"] = role;
        await matching.System.KillAsync("matching");
        await matching.System.StartAsync("matching");
    }

    private async Task<string[]> GivenTracksAsync(string prefix, int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i:00}")];
        await matching.Tracks.UpsertAsync([.. ids.Select((id, i) => Given.Track(id, $"A {prefix} song, number {i}"))], CancellationToken.None);
        return ids;
    }

    /// <summary>A job of one batch that counts as announced.</summary>
    private async Task<Guid> GivenJobAsync(string[] items, string publishedAt, bool start = true)
    {
        var model = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        var id = Guid.NewGuid();
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            $"""
            INSERT INTO backfill_jobs (id, kind, state, planned, model, revision, finished_at)
            VALUES (@id, 'track_embeddings', {(start ? "'running', true, @Name, @Revision, NULL" : "'cancelled', true, @Name, @Revision, now()")});
            INSERT INTO backfill_batches (job_id, number, item_ids, published_at) VALUES (@id, 1, @items, {publishedAt})
            """, new { id, items, model.Name, model.Revision });
        return id;
    }

    private Task PublishAsync(string body, int version) => matching.System.Broker.PublishRawAsync(
        matching.System.Broker.QueueName(Queue), body, new() { ["type"] = "backfill-batch", ["version"] = version });

    private async Task<BackfillJob> JobAsync(string id) => (await Client.GetAsync(new BackfillServiceGetRequest { Id = id })).Job;

    private async Task<BackfillJob> EndAsync(string id)
    {
        BackfillJob? job = null;
        await Eventually.IsTrueAsync(async () => (job = await JobAsync(id)).FinishedAt is not null, $"backfill {id} ends");
        return job!;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
