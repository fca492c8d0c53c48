using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Matching.Jobs.Work;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Backfills;
using Attune.Matching.Music.Catalog;
using Attune.Messaging;
using Attune.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Backfills;

public sealed class BackfillWorkerTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_batch_that_keeps_failing_is_told_in_the_job_and_ends_as_failed_with_its_last_delivery()
    {
        // No kind has this name, so that every attempt fails.
        var message = await GivenBatchAsync("no_such_kind", items: ["a", "b"]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WorkAsync(message, attempt: 1));
        Assert.Equal(("running", 0), await JobAsync(message.JobId));
        Assert.StartsWith("Batch 1 failed 1 times:", await ProblemAsync(message.JobId), StringComparison.Ordinal);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WorkAsync(message, attempt: BackfillQueue.Batches.DeliveryLimit));
        Assert.Equal(("failed", 2), await JobAsync(message.JobId));
    }

    [Fact]
    public async Task The_same_message_twice_at_a_time_and_again_later_is_computed_and_booked_once()
    {
        await matching.Tracks.UpsertAsync([Given.Track("twice-1"), Given.Track("twice-2")], CancellationToken.None);
        var message = await GivenBatchAsync("track_embeddings", items: ["twice-1", "twice-2"]);
        await Task.WhenAll(WorkAsync(message, attempt: 1), WorkAsync(message, attempt: 2));
        await WorkAsync(message, attempt: 3);
        Assert.Equal(("succeeded", 0), await JobAsync(message.JobId));
        await using var connection = await matching.Database.OpenConnectionAsync();
        Assert.Equal((2, 0, 1), await connection.QuerySingleAsync<(int, int, int)>("SELECT computed, skipped, attempts FROM backfill_batches WHERE job_id = @JobId", message));
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM track_embeddings WHERE track_id IN ('twice-1', 'twice-2')"));
    }

    [Fact]
    public async Task A_batch_of_another_model_or_other_versions_is_refused_with_both_names()
    {
        var message = await GivenBatchAsync("track_embeddings", items: ["a"], model: "yesterday's");
        await WorkAsync(message, attempt: 1);
        Assert.Equal(("failed", 1), await JobAsync(message.JobId));
        Assert.StartsWith("Planned for yesterday's@", await ErrorAsync(message), StringComparison.Ordinal);

        message = await GivenBatchAsync("track_embeddings", items: ["a"], versions: "te_v0");
        await WorkAsync(message, attempt: 1);
        Assert.StartsWith("Planned for the versions te_v0, but this worker computes te_v", await ErrorAsync(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_a_batch_that_is_gone_is_dropped() => await WorkAsync(new BackfillMessage(Guid.NewGuid(), 1), attempt: 1);

    [Fact]
    public async Task A_broken_stream_is_waited_for_and_counts_no_attempt()
    {
        await matching.Tracks.UpsertAsync([Given.Track("stream-1")], CancellationToken.None);
        var message = await GivenBatchAsync("track_embeddings", items: ["stream-1"]);
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        line.BreakAfter(0);
        var work = WorkAsync(message, attempt: 1, line);
        await Eventually.IsTrueAsync(async () => (await ProblemAsync(message.JobId))?.Contains("does not answer", StringComparison.Ordinal) == true, "the job says what it waits for");
        line.Mend();
        await work;
        Assert.Equal(("succeeded", 0), await JobAsync(message.JobId));
    }

    private async Task<BackfillMessage> GivenBatchAsync(string kind, string[] items, string? model = null, string versions = "")
    {
        var serving = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        var id = Guid.NewGuid();
        await using var connection = await matching.Database.OpenConnectionAsync();
        // Announced already, so that the system's own planner leaves it to this test.
        await connection.ExecuteAsync(
            """
            INSERT INTO backfill_jobs (id, kind, state, planned, model, revision, versions) VALUES (@id, @kind, 'running', true, @model, @Revision, @versions);
            INSERT INTO backfill_batches (job_id, number, item_ids, published_at) VALUES (@id, 1, @items, now());
            """, new { id, kind, items, model = model ?? serving.Name, serving.Revision, versions });
        return new BackfillMessage(id, 1);
    }

    private async Task WorkAsync(BackfillMessage message, int attempt, TestLine? line = null)
    {
        using var channel = Hosting.GrpcChannels.Create(matching.System.AddressOf("embedding"));
        await using var stream = line?.Stream() ?? new EmbeddingStream(new(channel), Options.Create(new EmbeddingOptions()), TimeProvider.System);
        using var slots = new ComputeSlots(_ => Task.FromResult(false), TimeProvider.System);
        var vectors = new VectorComputer(matching.Embedder);
        var kinds = new BackfillKinds([new TrackVectorKind(new TrackSubject(), vectors, stream, matching.Bundles), new EmotionKind(new EmotionComputer(matching.Embedder), matching.Bundles)]);
        var options = Options.Create(new BackfillOptions());
        // Nothing here is held so long that it is published again.
        var worker = new BackfillWorker(matching.Database, kinds, slots, null!, options, TimeProvider.System, NullLogger<BackfillWorker>.Instance);
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

    private async Task<string?> ErrorAsync(BackfillMessage message)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("SELECT error FROM backfill_batches WHERE job_id = @JobId", message);
    }
}
