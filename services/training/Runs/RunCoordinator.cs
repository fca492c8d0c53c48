using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Runs;

/// <summary>
/// Starts runs, one at a time over all replicas: whoever runs holds a lock of the database's for as long as its connection lives. A run
/// belongs to the process and not to the call that started it. Every few seconds it looks for runs whose process has died, and ends them.
/// </summary>
internal sealed partial class RunCoordinator(
    NpgsqlDataSource database, RunStore store, TrainingRunner runner, IOptions<TrainingOptions> options, TimeProvider time,
    ILogger<RunCoordinator> logger) : RecurringService(time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int MostTries = 100;

    private readonly CancellationTokenSource _stopping = new();
    private Task _current = Task.CompletedTask;

    protected override TimeSpan Interval => options.Value.PollInterval;

    /// <summary>Starts a run, or finds the one that is under way.</summary>
    public async Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await TryStartAsync(request, cancellationToken) is { } started) return started;
            if (await store.FindRunningAsync(cancellationToken) is { } running) return new(running.Id, true, Task.CompletedTask);
            // Between its lock and its row, or between its result and its unlocking.
            await Task.Delay(Pause, Time, cancellationToken);
        }
        throw new DependencyUnavailableException("Another replica holds the lock for runs but says of none. Call again.");
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await _current.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        base.Dispose();
        _stopping.Dispose();
    }

    // Whoever holds the lock either runs, and then nothing is abandoned, or ends what is before it runs.
    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var held = await AdvisoryLock.TryTakeAsync(connection, RunStore.Lock, cancellationToken);
        if (held is not null && await RunStore.FailAbandonedAsync(connection, cancellationToken) > 0) Log.Abandoned(logger);
    }

    protected override void Tell(Exception error) => Log.NotLooked(logger, Interval, error.Message);

    private async Task<StartedRun?> TryStartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        AdvisoryLock? held = null;
        try
        {
            held = await AdvisoryLock.TryTakeAsync(connection, RunStore.Lock, cancellationToken);
            if (held is null) return null;
            await RunStore.FailAbandonedAsync(connection, cancellationToken);
            var id = Guid.CreateVersion7(Time.GetUtcNow());
            await RunStore.CreateAsync(connection, id, request.Forced, cancellationToken);
            var (owner, taken) = (connection, held);
            connection = null;
            var run = Task.Run(() => RunAsync(owner, taken, id, request), CancellationToken.None);
            _current = run;
            return new(id, false, run);
        }
        finally
        {
            if (connection is not null)
            {
                if (held is not null) await held.DisposeAsync();
                await connection.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(NpgsqlConnection owner, AdvisoryLock held, Guid id, RunRequest request)
    {
        using var budget = new CancellationTokenSource(options.Value.Budget, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, _stopping.Token);
        try
        {
            await runner.RunAsync(id, request, either.Token);
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
            await held.DisposeAsync();
            await owner.DisposeAsync();
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
            Log.NotRecorded(logger, id, error.Message);
        }
    }
}
