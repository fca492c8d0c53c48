namespace Attune.Hosting;

/// <summary>
/// A background service that looks at something now and then. A look that fails, most often because the database, the broker or a service
/// is away, is told and made again: the next one finds everything where it was.
/// </summary>
/// <param name="time">Of the pauses.</param>
/// <param name="looksAtOnce">Whether the first look comes before the first pause.</param>
public abstract class RecurringService(TimeProvider time, bool looksAtOnce = true) : BackgroundService
{
    private readonly Wake _wake = new();

    /// <summary>The time that passes.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>The pause before the next look; asked for anew each time.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Looks now, or as soon as the look under way is over.</summary>
    public void Wake() => _wake.Now();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One look.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Says that a look has failed.</summary>
    protected abstract void Tell(Exception error);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!looksAtOnce) await _wake.WaitAsync(Interval, Time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error)
            {
                // Whatever a look says that is cut short by the stop.
                if (stoppingToken.IsCancellationRequested) return;
                Tell(error);
            }
            await _wake.WaitAsync(Interval, Time, stoppingToken);
        }
    }
}
