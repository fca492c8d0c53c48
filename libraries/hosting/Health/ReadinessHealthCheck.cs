using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attune.Hosting.Health;

/// <summary>A readiness check as one of ASP.NET Core's health checks. It always answers, also for a check that ignores its token.</summary>
internal sealed class ReadinessHealthCheck(IReadinessCheck check, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var reason = await Task.Run(() => check.CheckAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
            return reason is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(reason);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
