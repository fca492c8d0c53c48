using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Attune.Hosting.Health;

/// <summary>The server's present status, and a signal for whoever waits for the next one.</summary>
internal sealed class HealthState
{
    private readonly Lock _gate = new();
    private bool _ready;
    private bool _draining;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>NOT_SERVING until the first round of readiness checks is over.</summary>
    public ServingStatus Status
    {
        get
        {
            lock (_gate) return Current;
        }
    }

    private ServingStatus Current => _ready && !_draining ? ServingStatus.Serving : ServingStatus.NotServing;

    /// <summary>The status together with a task that ends when it is no longer true.</summary>
    public (ServingStatus Status, Task Changed) Observe()
    {
        lock (_gate) return (Current, _changed.Task);
    }

    public void Report(bool ready) => Update(() => _ready = ready);

    /// <summary>From here on the server is NOT_SERVING, whatever the checks say.</summary>
    public void StartDraining() => Update(() => _draining = true);

    private void Update(Action change)
    {
        TaskCompletionSource? signal = null;
        lock (_gate)
        {
            var before = Current;
            change();
            if (Current != before) (signal, _changed) = (_changed, NewSignal());
        }
        signal?.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
