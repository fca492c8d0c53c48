using Attune.Matching.Embeddings;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Retrieval;

/// <summary>
/// Sees to it that the serving model's vectors have their index, from the first time that the bundle is known and again whenever there are more vectors or
/// another bundle. Indexes of other models are named, not dropped: going back to one must not cost a build.
/// </summary>
internal sealed partial class VectorIndexKeeper(
    VectorIndexes indexes, BundleCache bundles, IOptions<RetrievalOptions> options, TimeProvider time, ILogger<VectorIndexKeeper> logger) : BackgroundService
{
    private (ModelKey Model, IndexState State)? _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The database or the embedding service is away, or the schema is not there yet; the next look finds everything where it was.
                Log.Failed(logger, options.Value.CheckInterval, error);
            }
            try
            {
                await Task.Delay(options.Value.CheckInterval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var model = (await bundles.GetAsync(cancellationToken)).Embedder;
        var found = (model, await indexes.EnsureAsync(model, cancellationToken));
        if (found == _last) return;
        Log.Found(logger, model, found.Item2);
        foreach (var other in await indexes.ListAsync(cancellationToken))
            if (other.Name != VectorIndex.NameOf(model)) Log.Unused(logger, other.Name, other.Bytes >> 20, other.Of);
        _last = found;
    }
}
