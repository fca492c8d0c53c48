using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Models.Serving;

/// <summary>
/// The identity of the serving bundle, asked for at most once a refresh interval. Between two answers, and while the service is down, the
/// last one holds: stored vectors stay usable without it. It is stored, too, so that a process that starts during an outage knows it as
/// well.
/// </summary>
/// <remarks>The database is touched only when the bundle is another one than before, and at the first answer of a process.</remarks>
internal sealed partial class BundleCache(
    EmbeddingClient client, BundleStore store, IOptions<EmbeddingOptions> options, TimeProvider time, ILogger<BundleCache> logger)
    : IDisposable
{
    // A service that hangs must not hold up what does not need it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile Known? _known;
    private string? _storedHash;

    /// <exception cref="DependencyUnavailableException">The embedding service is away, and nobody has ever seen a bundle.</exception>
    public async ValueTask<ServingBundle> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh) return fresh;
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } other) return other;
            var bundle = _known is { } known ? await AskAgainAsync(known.Bundle) : await AskAsync(cancellationToken);
            _known = new Known(bundle, time.GetTimestamp());
            return bundle;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    /// <summary>Not with the caller's token: its giving up is no reason for the next one to wait as long.</summary>
    private async Task<ServingBundle> AskAgainAsync(ServingBundle last)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await AskAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Log.UsingLastKnown(logger, last.Hash, $"It has not answered within {Patience.TotalSeconds:0} s.");
            return last;
        }
    }

    private async Task<ServingBundle> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bundle = await client.GetBundleAsync(cancellationToken);
            await StoreAsync(bundle, cancellationToken);
            return bundle;
        }
        catch (DependencyUnavailableException error)
        {
            if ((_known?.Bundle ?? await store.FindLastAsync(cancellationToken)) is not { } last) throw;
            Log.UsingLastKnown(logger, last.Hash, error.Message);
            return last;
        }
    }

    private async Task StoreAsync(ServingBundle bundle, CancellationToken cancellationToken)
    {
        if (bundle.Hash == _storedHash) return;
        try
        {
            await store.SaveAsync(bundle, cancellationToken);
            _storedHash = bundle.Hash;
        }
        catch (NpgsqlException error)
        {
            // The identity is known all the same. It is stored with the next answer.
            Log.NotStored(logger, bundle.Hash, error.Message);
        }
    }

    private ServingBundle? Fresh() =>
        _known is { } known && time.GetElapsedTime(known.At) < options.Value.BundleRefresh ? known.Bundle : null;

    private sealed record Known(ServingBundle Bundle, long At);
}
