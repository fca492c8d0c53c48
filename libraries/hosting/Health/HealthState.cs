using Grpc.HealthCheck;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Attune.Hosting.Health;

/// <summary>
/// The server's present status, which every service of the process shares, and the empty name, which stands for the process.
/// </summary>
internal sealed class HealthState(HealthServiceImpl health)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _services = new([""], StringComparer.Ordinal);
    private bool _ready;
    private bool _draining;

    /// <summary>Names services that the server has; they are NOT_SERVING until the first round of readiness checks is over.</summary>
    public void Announce(IEnumerable<string> services)
    {
        lock (_gate)
        {
            _services.UnionWith(services);
            Publish();
        }
    }

    public void Report(bool ready)
    {
        lock (_gate)
        {
            _ready = ready;
            Publish();
        }
    }

    /// <summary>From here on the server is NOT_SERVING, whatever the checks say.</summary>
    public void StartDraining()
    {
        lock (_gate)
        {
            _draining = true;
            Publish();
        }
    }

    // Watchers hear of changes only.
    private void Publish()
    {
        foreach (var service in _services)
            health.SetStatus(service, _ready && !_draining ? ServingStatus.Serving : ServingStatus.NotServing);
    }
}
