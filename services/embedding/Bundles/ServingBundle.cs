using Attune.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Models;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Bundles;

/// <summary>A bundle that passed every test, with its models in memory and a queue for each.</summary>
internal sealed class ServingBundle : IAsyncDisposable
{
    private readonly Bundle _bundle;
    private readonly ModelQueues _queues;
    private readonly ServedModel<RerankModel>? _reranker;
    private readonly ServedModel<MultiLabelModel>? _emotions;

    /// <param name="models">All models of the bundle, in its order.</param>
    /// <param name="device">What they run on.</param>
    public ServingBundle(Bundle bundle, IReadOnlyList<Model> models, ComputeDevice device, ModelQueues queues)
    {
        (_bundle, Models, Device, _queues) = (bundle, models, device, queues);
        Embedder = Serve<EncoderModel>() ?? throw new ArgumentException("A bundle has an encoder.", nameof(models));
        _reranker = Serve<RerankModel>();
        _emotions = Serve<MultiLabelModel>();
    }

    public BundleManifest Manifest => _bundle.Manifest;

    public string Hash => _bundle.Hash;

    public ComputeDevice Device { get; }

    public IReadOnlyList<Model> Models { get; }

    public ServedModel<EncoderModel> Embedder { get; }

    /// <exception cref="PreconditionException">The bundle has none.</exception>
    public ServedModel<RerankModel> Reranker => _reranker ?? throw Missing("reranker", "cross-encoder or causal-yes-no");

    /// <exception cref="PreconditionException">The bundle has none.</exception>
    public ServedModel<MultiLabelModel> Emotions => _emotions ?? throw Missing("emotion model", "multi-label");

    public async ValueTask DisposeAsync()
    {
        // First, for it runs the models.
        await _queues.DisposeAsync();
        foreach (var model in Models)
            model.Dispose();
    }

    private ServedModel<TModel>? Serve<TModel>()
        where TModel : Model => Models.OfType<TModel>().SingleOrDefault() is { } model ? new(model, _queues.Add(model)) : null;

    private PreconditionException Missing(string what, string kind) =>
        new($"Bundle '{Manifest.Name}' has no {what}. Serve a bundle with a model of kind {kind} (Models__Bundle).");
}
