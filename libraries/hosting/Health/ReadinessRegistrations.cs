using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attune.Hosting.Health;

/// <summary>Puts every <see cref="IReadinessCheck"/> among ASP.NET Core's health checks, beside those that packages bring along.</summary>
internal sealed class ReadinessRegistrations(IEnumerable<IReadinessCheck> checks, TimeProvider time)
    : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        foreach (var check in checks)
            options.Registrations.Add(
                new HealthCheckRegistration(check.Name, new ReadinessHealthCheck(check, time), HealthStatus.Unhealthy, tags: null));
    }
}
