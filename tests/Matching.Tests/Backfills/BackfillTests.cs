using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Tests.Backfills;

/// <summary>Over the wire, with the real worker, broker and embedding service.</summary>
public sealed class BackfillTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private BackfillService.BackfillServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_backfill_computes_what_is_missing_and_the_next_one_nothing()
    {
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, 100).Select(i => Given.Track($"many-{i:000}", $"Song number {i}"))], CancellationToken.None);

        var first = await RunAsync("");
        Assert.Equal(BackfillState.Succeeded, first.State);
        Assert.Equal((0, first.Total), (first.Failed, first.Done));
        Assert.True(first.Computed >= 100);

        var second = await RunAsync("");
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((0, second.Total), (second.Computed, second.Skipped));
    }

    [Fact]
    public async Task The_same_idempotency_key_is_the_same_job()
    {
        var first = await RunAsync("key-1");
        var again = await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, IdempotencyKey = "key-1" });
        Assert.Equal(first.Id, again.Job.Id);
        Assert.Equal(BackfillState.Succeeded, again.Job.State);
    }

    [Fact]
    public async Task An_empty_job_succeeds_at_once()
    {
        var start = await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.PlaylistEmbeddings });
        var job = await FollowAsync(start.Job.Id);
        Assert.Equal((BackfillState.Succeeded, 0), (job.State, job.Total));
    }

    [Fact]
    public async Task A_bad_kind_and_a_bad_key_are_both_named()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.StartAsync(new BackfillServiceStartRequest { IdempotencyKey = new string('k', 201) }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("kind", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("idempotency_key", error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", StatusCode.InvalidArgument)]
    [InlineData("01990000-0000-7000-8000-000000000000", StatusCode.NotFound)]
    public async Task An_unknown_job_is_refused(string id, StatusCode code)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(async () => await Client.GetAsync(new BackfillServiceGetRequest { Id = id }))).StatusCode);
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => FollowAsync(id))).StatusCode);
    }

    private async Task<BackfillJob> RunAsync(string key)
    {
        var start = await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, IdempotencyKey = key });
        return await FollowAsync(start.Job.Id);
    }

    private async Task<BackfillJob> FollowAsync(string id)
    {
        using var call = Client.Watch(new BackfillServiceWatchRequest { Id = id }, deadline: DateTime.UtcNow.AddMinutes(2));
        BackfillJob? last = null;
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) last = reply.Job;
        return last!;
    }
}
