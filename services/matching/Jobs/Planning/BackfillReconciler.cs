using Attune.Hosting.Errors;
using Attune.Hosting;
using Attune.Matching.Jobs.DeadLetters;
using Attune.Matching.Jobs.Settings;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Jobs.Planning;

/// <summary>
/// Runs the planner when a job is started, and regularly for what a killed process or a lost message left behind; closes the batches of
/// dead letters.
/// </summary>
internal sealed partial class BackfillReconciler(
    BackfillPlanner planner, DeadBatches dead, IOptions<BackfillOptions> options, TimeProvider time, ILogger<BackfillReconciler> logger)
    : RecurringService(time)
{
    private static readonly TimeSpan WhileOpen = TimeSpan.FromSeconds(1);

    private bool _open;

    protected override TimeSpan Interval =>
        _open && WhileOpen < options.Value.ReconcileInterval ? WhileOpen : options.Value.ReconcileInterval;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        _open = false;
        _open = await planner.RunAsync(cancellationToken);
        await dead.CloseAsync(cancellationToken);
    }

    // When the broker is away, messaging says so, and when it is back.
    protected override void Tell(Exception error)
    {
        if (error is not DependencyUnavailableException) Log.LookFailed(logger, Interval, error);
    }
}
