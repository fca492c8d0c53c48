using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Backfills.DeadLetters;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Backfills;

/// <summary>Runs the planner when a job is started, and regularly for what a killed process or a lost message left behind; closes the batches of dead letters.</summary>
internal sealed partial class BackfillReconciler(
    BackfillPlanner planner, DeadBatches dead, IOptions<BackfillOptions> options, TimeProvider time, ILogger<BackfillReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan WhileOpen = TimeSpan.FromSeconds(1);

    private readonly Wake _wake = new();

    /// <summary>Looks at the open jobs now.</summary>
    public void Wake() => _wake.Now();

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var interval = options.Value.ReconcileInterval;
            try
            {
                if (await planner.RunAsync(stoppingToken) && WhileOpen < interval) interval = WhileOpen;
                await dead.CloseAsync(stoppingToken);
            }
            catch (DependencyUnavailableException)
            {
                // Messaging has said that the broker is away, and will say when it is back.
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker or the database is away; the next look finds everything where it was.
                Log.LookFailed(logger, interval, error);
            }
            await _wake.WaitAsync(interval, time, stoppingToken);
        }
    }
}
