using Attune.Hosting.Server;

namespace Attune.Hosting.Health;

/// <summary>Runs the readiness checks over and over, so that a health call never waits for one.</summary>
internal sealed partial class ReadinessMonitor(
    IEnumerable<IReadinessCheck> checks, HealthState health, IOptions<ServerOptions> options, TimeProvider time, ILogger<ReadinessMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pauseWhileNotReady = TimeSpan.FromMilliseconds(250);
    private readonly IReadinessCheck[] _checks = [.. checks];
    private string? _reported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var ready = await RunOnceAsync(stoppingToken);
            var interval = options.Value.ReadinessInterval;
            // A service that is coming up should not look down for longer than it is.
            var pause = ready || interval < s_pauseWhileNotReady ? interval : s_pauseWhileNotReady;
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    internal async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_checks.Select(check => AskAsync(check, cancellationToken)));
        var reasons = string.Join("; ", answers.OfType<string>());
        var ready = reasons.Length == 0;
        health.Report(ready);
        if (reasons != _reported)
        {
            if (ready) LogReady();
            else LogNotReady(reasons);
            _reported = reasons;
        }
        return ready;
    }

    private async Task<string?> AskAsync(IReadinessCheck check, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            // WaitAsync, because a check that ignores its token must not stop the others.
            var reason = await Task.Run(() => check.CheckAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
            return reason is null ? null : $"{check.Name}: {reason}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{check.Name}: no answer within {s_patience.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{check.Name}: {exception.GetType().Name}: {exception.Message}";
        }
    }
}
