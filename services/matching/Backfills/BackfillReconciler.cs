using Microsoft.Extensions.Options;

namespace Attune.Matching.Backfills;

/// <summary>Runs the planner when a job is started, and regularly for what a killed process or a lost message left behind.</summary>
internal sealed partial class BackfillReconciler(BackfillPlanner planner, IOptions<BackfillOptions> options, TimeProvider time, ILogger<BackfillReconciler> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Looks at the open jobs now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await planner.RunAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker or the database is away; the next look finds everything where it was.
                Log.LookFailed(logger, options.Value.ReconcileInterval, error);
            }
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var pause = new CancellationTokenSource(options.Value.ReconcileInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stoppingToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The interval is over, or the service stops: the caller looks which.
        }
    }
}
