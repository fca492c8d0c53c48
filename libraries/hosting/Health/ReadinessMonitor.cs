using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attune.Hosting.Health;

/// <summary>
/// Runs all health checks over and over, so that a health call never waits for one. ASP.NET Core's own rounds come once a second at most,
/// and may overtake each other where a check is slow.
/// </summary>
/// <param name="interval">Between two rounds while the service is ready.</param>
internal sealed partial class ReadinessMonitor(
    HealthCheckService checks, HealthState health, TimeSpan interval, TimeProvider time, ILogger<ReadinessMonitor> logger)
    : BackgroundService
{
    private static readonly TimeSpan PauseWhileNotReady = TimeSpan.FromMilliseconds(250);
    private string? _reported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var ready = await RunOnceAsync(stoppingToken);
            // A service that is coming up should not look down for longer than it is.
            var pause = ready || interval < PauseWhileNotReady ? interval : PauseWhileNotReady;
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    internal async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        // What works only in part is not ready.
        var reasons = string.Join("; ", report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(Describe));
        var ready = reasons.Length == 0;
        health.Report(ready);
        // With nothing to check, being ready is no news.
        if (reasons != (_reported ?? (report.Entries.Count == 0 ? "" : null)))
        {
            if (ready) LogReady();
            else LogNotReady(reasons);
        }
        _reported = reasons;
        return ready;
    }

    private static string Describe(KeyValuePair<string, HealthReportEntry> entry) =>
        $"{entry.Key}: {entry.Value.Description ?? entry.Value.Exception?.Message ?? entry.Value.Status.ToString()}";
}
