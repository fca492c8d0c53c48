using Attune.Hosting.Errors;
using Attune.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Runs;

/// <summary>
/// Starts runs, one at a time over all replicas: whoever runs holds a lock of the database's for as long as its connection lives. A run belongs to the process and not to the
/// call that started it.
/// </summary>
internal sealed partial class RunCoordinator(
    NpgsqlDataSource database, RunStore store, TrainingRunner runner, IOptions<TrainingOptions> options, TimeProvider time, ILogger<RunCoordinator> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int MostTries = 100;

    private readonly CancellationTokenSource _stopping = new();
    private Task _current = Task.CompletedTask;

    /// <summary>Starts a run, or finds the one that is under way.</summary>
    public async Task<StartedRun> StartAsync(RunOrder order, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await TryStartAsync(order, cancellationToken) is { } started) return started;
            if (await store.FindRunningAsync(cancellationToken) is { } running) return new(running.Id, true, Task.CompletedTask);
            // Between its lock and its row, or between its result and its unlocking.
            await Task.Delay(Pause, time, cancellationToken);
        }
        throw new DependencyUnavailableException("Another replica holds the lock for runs but says of none. Call again.");
    }

    /// <summary>Ends what killed processes left as running, unless one runs.</summary>
    public async Task BuryAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await AdvisoryLock.TryTakeAsync(connection, RunStore.Turn, cancellationToken);
        if (turn is not null && await RunStore.BuryAsync(connection, cancellationToken) > 0) Log.Buried(logger);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _current.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<StartedRun?> TryStartAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        AdvisoryLock? turn = null;
        try
        {
            turn = await AdvisoryLock.TryTakeAsync(connection, RunStore.Turn, cancellationToken);
            if (turn is null) return null;
            await RunStore.BuryAsync(connection, cancellationToken);
            var id = Guid.CreateVersion7(time.GetUtcNow());
            await RunStore.CreateAsync(connection, id, order.Forced, cancellationToken);
            var (claim, held) = (connection, turn);
            connection = null;
            var run = Task.Run(() => RunAsync(claim, held, id, order), CancellationToken.None);
            _current = run;
            return new(id, false, run);
        }
        finally
        {
            if (connection is not null)
            {
                if (turn is not null) await turn.DisposeAsync();
                await connection.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(NpgsqlConnection claim, AdvisoryLock turn, Guid id, RunOrder order)
    {
        using var budget = new CancellationTokenSource(options.Value.Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, _stopping.Token);
        try
        {
            await runner.RunAsync(id, order, either.Token);
        }
        catch (Exception error)
        {
            var outcome = budget.IsCancellationRequested ? $"It took longer than {options.Value.Budget.TotalSeconds:0} s."
                : _stopping.IsCancellationRequested ? "The service was stopped."
                : error is ServiceException ? error.Message
                : $"Something failed inside: {error.GetType().Name}; the log has the details.";
            Log.Failed(logger, id, outcome, error);
            await FailAsync(id, outcome);
        }
        finally
        {
            await turn.DisposeAsync();
            await claim.DisposeAsync();
        }
    }

    private async Task FailAsync(Guid id, string outcome)
    {
        try
        {
            await store.FailAsync(id, outcome, CancellationToken.None);
        }
        catch (NpgsqlException error)
        {
            // The database is away; whoever takes the lock next ends the run.
            Log.NotBooked(logger, id, error.Message);
        }
    }
}
