using System.Net.Sockets;
using Attune.Hosting.Errors;
using Npgsql;

namespace Attune.Storage.Unit.Outages;

public sealed class OutageWaitTests
{
    private readonly List<(string Reason, TimeSpan Pause)> _told = [];
    private readonly HurriedTime _time = new();

    [Fact]
    public async Task Work_is_done_again_until_the_outage_is_over_with_pauses_that_grow_to_ten_seconds()
    {
        var failures = new Queue<Exception>(Enumerable.Repeat<Exception>(new NpgsqlException("gone", new SocketException((int)SocketError.ConnectionRefused)), 7));

        Assert.True(await RunAsync(failures));

        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], _told.Select(told => told.Pause.TotalSeconds));
        Assert.All(_told, told => Assert.StartsWith("PostgreSQL does not answer: ", told.Reason, StringComparison.Ordinal));
        Assert.Equal(7, _time.Pauses.Count);
        Assert.All(_time.Pauses.Zip(_told), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second.Pause.TotalSeconds * 0.5, pair.Second.Pause.TotalSeconds * 1.5));
    }

    [Fact]
    public async Task A_service_that_is_full_is_left_alone_for_as_long_as_it_asks()
    {
        var failures = new Queue<Exception>([new DependencyOverloadedException("full", TimeSpan.FromSeconds(3)), new DependencyUnavailableException("away")]);

        Assert.True(await RunAsync(failures));

        Assert.Equal([("full", TimeSpan.FromSeconds(3)), ("away", TimeSpan.FromSeconds(1))], _told);
    }

    [Fact]
    public async Task What_is_no_outage_goes_to_the_caller_at_once()
    {
        var failures = new Queue<Exception>([new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)]);

        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(failures));

        Assert.Empty(_told);
    }

    [Fact]
    public async Task Who_is_told_may_give_up()
    {
        var failures = new Queue<Exception>(Enumerable.Repeat<Exception>(new DependencyUnavailableException("away"), 9));

        Assert.False(await RunAsync(failures, most: 2));

        Assert.Equal((2, 7, 1), (_told.Count, failures.Count, _time.Pauses.Count));
    }

    [Fact]
    public async Task A_failure_of_work_that_was_told_to_stop_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OutageWait.RunAsync(async _ =>
        {
            await stop.CancelAsync();
            throw new DependencyUnavailableException("away");
        }, (_, _) => Task.FromResult(true), _time, stop.Token));
    }

    private Task<bool> RunAsync(Queue<Exception> failures, int most = int.MaxValue) => OutageWait.RunAsync(
        _ => failures.TryDequeue(out var failure) ? Task.FromException(failure) : Task.CompletedTask,
        (reason, pause) =>
        {
            _told.Add((reason, pause));
            return Task.FromResult(_told.Count < most);
        },
        _time, CancellationToken.None);

    /// <summary>Notes every pause, and is over it at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
