using System.Collections.Concurrent;
using Attune.Gateway.Routing;

namespace Attune.Gateway.Forwarding;

/// <summary>Logs each outage of a backend once when it begins and once when it is over, however many calls run into it.</summary>
internal sealed partial class BackendOutages(ILogger<BackendOutages> logger)
{
    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

    public void ReportFailure(Backend backend, Exception? exception)
    {
        if (_failing.TryAdd(backend.Name, true))
            LogFailure(backend.Name, backend.Address, exception?.GetBaseException().Message ?? "no destination");
    }

    public void ReportReachable(Backend backend)
    {
        if (!_failing.IsEmpty && _failing.TryRemove(backend.Name, out _)) LogBack(backend.Name, backend.Address);
    }
}
