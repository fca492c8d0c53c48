namespace Attune.Training.Events;

/// <summary>Ends a pause early.</summary>
internal sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Now()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is due already.
        }
    }

    /// <summary>Until <see cref="Now"/>, the end of the pause, or cancellation; throws on none of them.</summary>
    public async Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller looks which.
        }
    }

    public void Dispose() => _signal.Dispose();
}
