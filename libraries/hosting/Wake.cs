namespace Attune.Hosting;

/// <summary>Ends a pause early.</summary>
public class Wake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Ends the pause under way, or else the next one before it begins.</summary>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Of what derives from this.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _signal.Dispose();
    }
}
