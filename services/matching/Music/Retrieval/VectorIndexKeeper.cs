using Attune.Hosting;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Serving;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// Sees to it that the serving model's vectors have their index, from the first time that the bundle is known and again whenever there are
/// more vectors or another bundle. Indexes of other models are named, not dropped: going back to one must not cost a build.
/// </summary>
internal sealed partial class VectorIndexKeeper(
    VectorIndexes indexes, BundleCache bundles, IOptions<RetrievalOptions> options, TimeProvider time, ILogger<VectorIndexKeeper> logger)
    : RecurringService(time)
{
    private (ModelKey Model, IndexState State)? _last;

    protected override TimeSpan Interval => options.Value.CheckInterval;

    // The database or the embedding service is away, or the schema is not there yet.
    protected override void Tell(Exception error) => Log.Failed(logger, Interval, error);

    protected override async Task LookAsync(CancellationToken cancellationToken)
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
