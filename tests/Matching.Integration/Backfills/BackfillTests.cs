using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Testing;
using Dapper;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Backfills;

/// <summary>Over the wire, with the real worker, broker and embedding service.</summary>
public sealed class BackfillTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private BackfillService.BackfillServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_backfill_computes_what_is_missing_and_the_next_one_nothing()
    {
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, 300).Select(i => Given.Track($"many-{i:000}", $"Song number {i}"))], CancellationToken.None);

        var first = await RunAsync("");
        Assert.Equal(BackfillState.Succeeded, first.State);
        Assert.Equal((0, first.Total), (first.Failed, first.Done));
        Assert.True(first.Computed >= 300);

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
        // Nobody has kept answers of this user, whatever other tests import.
        var start = await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.PlaylistEmbeddings, UserId = "nobody" });
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

    [Theory]
    [InlineData(BackfillKind.TrackEmotions, "track_emotions", "track_id")]
    [InlineData(BackfillKind.TrackGenres, "track_genres", "track_id")]
    [InlineData(BackfillKind.PlaylistProfiles, "playlist_profiles", "playlist_id")]
    public async Task Every_kind_computes_what_its_selection_lacks_and_the_second_time_nothing(BackfillKind kind, string table, string column)
    {
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => $"{column}-{table}-{i}")];
        await matching.Tracks.UpsertAsync([.. ids.Select((id, i) => Given.Track(id, $"A song of {kind} number {i}"))], CancellationToken.None);
        await matching.Playlists.UpsertAsync([.. ids.Select((id, i) => Given.Playlist(id, $"A list of {kind} number {i}", trackIds: [ids[i], ids[(i + 1) % 5]]))], CancellationToken.None);

        var request = new BackfillServiceStartRequest { Kind = kind, Ids = new BackfillIds { Ids = { ids } } };
        var first = await RunAsync(request);
        Assert.True((BackfillState.Succeeded, 5, 5) == (first.State, first.Total, first.Computed), $"{first}\n{matching.System.LogOf("matching")}");
        Assert.Equal(5, await CountAsync($"SELECT count(*) FROM {table} WHERE {column} = ANY(@ids)", new { ids }));
        var second = await RunAsync(request);
        Assert.Equal((BackfillState.Succeeded, 0, 5), (second.State, second.Computed, second.Skipped));
    }

    [Fact]
    public async Task Profiles_wait_for_the_vectors_of_their_playlists_and_members()
    {
        await matching.Tracks.UpsertAsync([Given.Track("wait-1", "Slow Train Coming"), Given.Track("wait-2", "Last Night Bus")], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("wait", trackIds: ["wait-1", "wait-2"])], CancellationToken.None);

        var profiles = await RunAsync(new BackfillServiceStartRequest { Kind = BackfillKind.PlaylistProfiles, Ids = new BackfillIds { Ids = { "wait" } } });

        Assert.Equal((BackfillState.Succeeded, 1), (profiles.State, profiles.Computed));
        var before = await Task.WhenAll(profiles.WaitsFor.Select(async id => (await Client.GetAsync(new BackfillServiceGetRequest { Id = id })).Job));
        Assert.Equal([(BackfillKind.TrackEmbeddings, 2L), (BackfillKind.PlaylistEmbeddings, 1L)], before.Select(job => (job.Kind, job.Computed)).Order());
        Assert.All(before, job => Assert.True(job.FinishedAt <= profiles.FinishedAt));
    }

    [Fact]
    public async Task Only_what_is_stale_is_planned_and_only_for_the_bundle_that_serves()
    {
        await RunAsync("");
        await matching.Tracks.UpsertAsync([Given.Track("stale-1", "A song that nobody has embedded yet")], CancellationToken.None);
        var job = await RunAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, StaleForBundle = "" });
        Assert.Equal((1, 1), (job.Total, job.Computed));

        var other = new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, StaleForBundle = "mb_v1_other" };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.StartAsync(other));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Contains(job.BundleHash, error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_and_doubled_ids_are_named()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.StartAsync(
            new BackfillServiceStartRequest { Kind = BackfillKind.TrackGenres, Ids = new BackfillIds { Ids = { "nobody", "no-one" } } }));
        Assert.Equal((StatusCode.InvalidArgument, true), (error.StatusCode, error.Status.Detail.Contains("'no-one', 'nobody'", StringComparison.Ordinal)));
        error = await Assert.ThrowsAsync<RpcException>(async () => await Client.StartAsync(
            new BackfillServiceStartRequest { Kind = BackfillKind.TrackGenres, Ids = new BackfillIds { Ids = { "same", "same" } } }));
        Assert.Contains("more than once: 'same'", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poisoned_item_fails_alone_with_its_reason_and_can_be_tried_again_once_it_is_mended()
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"poison-{i:00}")];
        await matching.Tracks.UpsertAsync([.. ids.Select((id, i) => Given.Track(id, $"Harmless number {i}"))], CancellationToken.None);
        // No import lets such a row in; its text is blank, which the embedding service refuses.
        await matching.ExecuteAsync("UPDATE tracks SET title = ' ', artists = '{}', album = '', genres = '{}', moods = '{}', themes = '{}', summary = '', context = '', text_hash = 'te_v2_' || repeat('0', 64) WHERE id = 'poison-07'");

        var job = await RunAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, Ids = new BackfillIds { Ids = { ids } } });
        Assert.Equal((BackfillState.Failed, 39, 1), (job.State, job.Computed, job.Failed));
        var failure = Assert.Single((await Client.ListFailuresAsync(new BackfillServiceListFailuresRequest { Id = job.Id })).Failures);
        Assert.Equal("poison-07", failure.ItemId);
        Assert.Contains("blank", failure.Reason, StringComparison.Ordinal);

        await matching.Tracks.UpsertAsync([Given.Track("poison-07", "Mended")], CancellationToken.None);
        var again = (await Client.RetryFailedAsync(new BackfillServiceRetryFailedRequest { Id = job.Id })).Job;
        Assert.Equal(job.Id, again.RetryOf);
        again = await FollowAsync(again.Id);
        Assert.Equal((BackfillState.Succeeded, 1, 1), (again.State, again.Total, again.Computed));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.RetryFailedAsync(new BackfillServiceRetryFailedRequest { Id = again.Id }));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
    }

    [Fact]
    public async Task A_full_disk_is_waited_for_and_loses_nothing()
    {
        string[] ids = [.. Enumerable.Range(0, 8).Select(i => $"disk-{i}")];
        await matching.Tracks.UpsertAsync([.. ids.Select((id, i) => Given.Track(id, $"Number {i} on a full disk"))], CancellationToken.None);
        // What PostgreSQL says when it cannot extend a file.
        await matching.ExecuteAsync("""
            CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON track_emotions FOR EACH ROW EXECUTE FUNCTION refuse_row()
            """);
        var job = (await Client.StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmotions, Ids = new BackfillIds { Ids = { ids } } })).Job;
        await Eventually.IsTrueAsync(
            async () => (await Client.GetAsync(new BackfillServiceGetRequest { Id = job.Id })).Job.Problem.Contains("No space left on device (SQLSTATE 53100)", StringComparison.Ordinal),
            "the job says what it waits for");
        await matching.ExecuteAsync("DROP TRIGGER full_disk ON track_emotions; DROP FUNCTION refuse_row()");
        job = await FollowAsync(job.Id);
        Assert.Equal((BackfillState.Succeeded, 8, 0), (job.State, job.Computed, job.Failed));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_by_pages()
    {
        var (one, two) = (await RunAsync("list-1"), await RunAsync("list-2"));
        var page = await Client.ListAsync(new BackfillServiceListRequest { PageSize = 1 });
        Assert.Equal([two.Id], page.Jobs.Select(job => job.Id));
        page = await Client.ListAsync(new BackfillServiceListRequest { PageSize = 1, PageToken = page.NextPageToken });
        Assert.Equal([one.Id], page.Jobs.Select(job => job.Id));
        Assert.Empty((await Client.ListAsync(new BackfillServiceListRequest { UnfinishedOnly = true })).Jobs);
    }

    private Task<BackfillJob> RunAsync(string key) => RunAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings, IdempotencyKey = key });

    private async Task<BackfillJob> RunAsync(BackfillServiceStartRequest request) => await FollowAsync((await Client.StartAsync(request)).Job.Id);

    private async Task<long> CountAsync(string sql, object parameters)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql, parameters);
    }

    private async Task<BackfillJob> FollowAsync(string id)
    {
        using var call = Client.Watch(new BackfillServiceWatchRequest { Id = id }, deadline: DateTime.UtcNow.AddMinutes(2));
        BackfillJob? last = null;
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) last = reply.Job;
        return last!;
    }
}
