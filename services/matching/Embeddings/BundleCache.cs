using Attune.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Embeddings;

/// <summary>
/// The identity of the serving bundle, asked for at most once a refresh interval. Between two answers, and while the service is down, the last
/// one holds: stored vectors stay usable without it.
/// </summary>
internal sealed partial class BundleCache(EmbeddingClient client, IOptions<EmbeddingOptions> options, TimeProvider time, ILogger<BundleCache> logger) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile Known? _known;

    public async ValueTask<ServingBundle> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh) return fresh;
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } other) return other;
            var bundle = await AskAsync(cancellationToken);
            _known = new Known(bundle, time.GetTimestamp());
            return bundle;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<ServingBundle> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetBundleAsync(cancellationToken);
        }
        catch (DependencyUnavailableException error) when (_known is { } last)
        {
            Log.UsingLastKnown(logger, last.Bundle.Hash, error.Message);
            return last.Bundle;
        }
    }

    private ServingBundle? Fresh() =>
        _known is { } known && time.GetElapsedTime(known.At) < options.Value.BundleRefresh ? known.Bundle : null;

    private sealed record Known(ServingBundle Bundle, long At);
}
