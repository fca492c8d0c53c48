using Attune.Testing;
using Npgsql;

namespace Attune.Storage.Integration.Locks;

public sealed class AdvisoryLockTests : IAsyncLifetime
{
    private static readonly AdvisoryKey Key = AdvisoryKey.Of("a thing to do alone");

    private readonly TestPostgres _postgres = new();
    private NpgsqlDataSource _database = null!;
    private NpgsqlConnection _one = null!;
    private NpgsqlConnection _other = null!;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _database = _postgres.Open("public");
        (_one, _other) = (await _database.OpenConnectionAsync(), await _database.OpenConnectionAsync());
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task One_holds_it_until_it_lets_go()
    {
        await using (await AdvisoryLock.TryTakeAsync(_one, Key, CancellationToken.None))
        {
            Assert.Null(await AdvisoryLock.TryTakeAsync(_other, Key, CancellationToken.None));
            Assert.NotNull(await AdvisoryLock.TryTakeAsync(_other, AdvisoryKey.Of("another thing"), CancellationToken.None));
        }

        Assert.NotNull(await AdvisoryLock.TryTakeAsync(_other, Key, CancellationToken.None));
    }

    [Fact]
    public async Task Who_waits_gets_it_from_who_lets_go()
    {
        var held = await AdvisoryLock.TakeAsync(_one, Key, CancellationToken.None);
        var waiting = AdvisoryLock.TakeAsync(_other, Key, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        await held.DisposeAsync();

        await (await waiting).DisposeAsync();
    }

    [Fact]
    public async Task Who_waits_can_be_told_to_stop()
    {
        await using var held = await AdvisoryLock.TakeAsync(_one, Key, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var waiting = AdvisoryLock.TakeAsync(_other, Key, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task It_goes_with_a_connection_that_breaks_and_letting_go_of_it_then_is_no_error()
    {
        var held = await AdvisoryLock.TakeAsync(_one, Key, CancellationToken.None);
        await using (var kill = new NpgsqlCommand($"SELECT pg_terminate_backend({_one.ProcessID})", _other)) await kill.ExecuteNonQueryAsync();

        await using var next = await AdvisoryLock.TakeAsync(_other, Key, CancellationToken.None);
        await held.DisposeAsync();

        Assert.True(await AdvisoryLock.IsHeldAsync(_database, Key, CancellationToken.None));
    }

    [Fact]
    public async Task It_can_be_shared_and_everybody_sees_that_it_is_held()
    {
        Assert.False(await AdvisoryLock.IsHeldAsync(_database, Key, CancellationToken.None));
        var first = await AdvisoryLock.ShareAsync(_one, Key, CancellationToken.None);
        var second = await AdvisoryLock.ShareAsync(_other, Key, CancellationToken.None);

        await first.DisposeAsync();
        Assert.True(await AdvisoryLock.IsHeldAsync(_database, Key, CancellationToken.None));
        await second.DisposeAsync();
        Assert.False(await AdvisoryLock.IsHeldAsync(_database, Key, CancellationToken.None));
    }

    [Fact]
    public async Task In_a_transaction_it_is_held_to_the_end()
    {
        await using (var transaction = await _one.BeginTransactionAsync())
        {
            await AdvisoryLock.TakeForTransactionAsync(_one, Key, CancellationToken.None);
            Assert.Null(await AdvisoryLock.TryTakeAsync(_other, Key, CancellationToken.None));
            await transaction.CommitAsync();
        }

        Assert.NotNull(await AdvisoryLock.TryTakeAsync(_other, Key, CancellationToken.None));
    }

    [Fact]
    public async Task Keys_are_those_of_earlier_releases()
    {
        (AdvisoryKey Key, string Before)[] keys =
        [
            (AdvisoryKey.Of("backfill planner"), "hashtextextended('backfill planner', 0)"), (AdvisoryKey.Of(0x61747475, "matching"), "1635021941, hashtext('matching')"),
            (AdvisoryKey.Of(0x61747472, 1), "1635021938, 1"), (AdvisoryKey.OfSchema(0x61747476), "x'61747476'::int, hashtext(current_schema())"),
        ];
        foreach (var (key, before) in keys)
        {
            await using var held = await AdvisoryLock.TakeAsync(_one, key, CancellationToken.None);
            await using var same = new NpgsqlCommand($"SELECT pg_try_advisory_lock({before})", _other);
            Assert.Equal(false, await same.ExecuteScalarAsync());
        }
    }
}
