namespace Attune.Hosting;

/// <summary>Tells streams without a natural end when the server goes away. Inject it.</summary>
public sealed class ServerLifetime : IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>
    /// Cancelled after the drain delay, just before the server stops accepting calls. A stream that only watches should end
    /// here with UNAVAILABLE; ordinary calls go on to their end.
    /// </summary>
    public CancellationToken Closing => _closing.Token;

    internal Task CloseAsync() => _closing.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _closing.Dispose();
}
