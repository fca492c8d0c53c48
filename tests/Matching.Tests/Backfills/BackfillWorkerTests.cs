using Attune.Matching.Backfills;
using Attune.Matching.Embeddings;
using Attune.Messaging;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attune.Matching.Tests.Backfills;

public sealed class BackfillWorkerTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_batch_that_keeps_failing_is_told_in_the_job_and_ends_as_failed_with_its_last_delivery()
    {
        // No subject has this name, so that every attempt fails.
        var message = await GivenBatchAsync("no_such_kind", items: ["a", "b"]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WorkAsync(message, attempt: 1));
        Assert.Equal(("running", 0), await JobAsync(message.JobId));
        Assert.StartsWith("Batch 1 failed 1 times:", await ProblemAsync(message.JobId), StringComparison.Ordinal);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WorkAsync(message, attempt: BackfillQueue.Batches.DeliveryLimit));
        Assert.Equal(("failed", 2), await JobAsync(message.JobId));
    }

    [Fact]
    public async Task The_same_message_twice_is_booked_once()
    {
        await matching.Tracks.UpsertAsync([Given.Track("twice-1"), Given.Track("twice-2")], CancellationToken.None);
        var message = await GivenBatchAsync("track_embeddings", items: ["twice-1", "twice-2"]);
        await WorkAsync(message, attempt: 1);
        await WorkAsync(message, attempt: 2);
        Assert.Equal(("succeeded", 0), await JobAsync(message.JobId));
        await using var connection = await matching.Database.OpenConnectionAsync();
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("SELECT computed FROM backfill_batches WHERE job_id = @JobId", message));
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM track_embeddings WHERE track_id IN ('twice-1', 'twice-2')"));
    }

    [Fact]
    public async Task A_batch_of_another_model_is_refused_with_both_names()
    {
        var message = await GivenBatchAsync("track_embeddings", items: ["a"], model: "yesterday's");
        await WorkAsync(message, attempt: 1);
        Assert.Equal(("failed", 1), await JobAsync(message.JobId));
        await using var connection = await matching.Database.OpenConnectionAsync();
        var error = await connection.ExecuteScalarAsync<string>("SELECT error FROM backfill_batches WHERE job_id = @JobId", message);
        Assert.StartsWith("Planned for yesterday's@", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_a_batch_that_is_gone_is_dropped() => await WorkAsync(new BackfillMessage(Guid.NewGuid(), 1), attempt: 1);

    private async Task<BackfillMessage> GivenBatchAsync(string kind, string[] items, string? model = null)
    {
        var serving = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        var id = Guid.NewGuid();
        await using var connection = await matching.Database.OpenConnectionAsync();
        // Announced already, so that the system's own planner leaves it to this test.
        await connection.ExecuteAsync(
            """
            INSERT INTO backfill_jobs (id, kind, state, model, revision) VALUES (@id, @kind, 'running', @model, @Revision);
            INSERT INTO backfill_batches (job_id, number, item_ids, published_at) VALUES (@id, 1, @items, now());
            """, new { id, kind, items, model = model ?? serving.Name, serving.Revision });
        return new BackfillMessage(id, 1);
    }

    private async Task WorkAsync(BackfillMessage message, int attempt)
    {
        var subjects = new BackfillSubjects(new TrackSubject(), new PlaylistSubject());
        var worker = new BackfillWorker(matching.Database, subjects, matching.Bundles, matching.Embedder, TimeProvider.System, NullLogger<BackfillWorker>.Instance);
        await worker.HandleAsync(message, new MessageContext(BackfillQueue.Batches, "m", attempt, DateTimeOffset.UtcNow), CancellationToken.None);
    }

    private async Task<(string State, int Failed)> JobAsync(Guid id)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(string, int)>(
            "SELECT j.state, (SELECT sum(failed)::int FROM backfill_batches WHERE job_id = j.id) FROM backfill_jobs j WHERE j.id = @id", new { id });
    }

    private async Task<string?> ProblemAsync(Guid id)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("SELECT problem FROM backfill_jobs WHERE id = @id", new { id });
    }
}
