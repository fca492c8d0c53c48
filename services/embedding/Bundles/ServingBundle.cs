using Attune.Bundles;
using Attune.Embedding.Inference;

namespace Attune.Embedding.Bundles;

/// <summary>A bundle that passed every test, with its models in memory.</summary>
internal sealed class ServingBundle(Bundle bundle, Encoder embedder) : IDisposable
{
    public BundleManifest Manifest => bundle.Manifest;

    public string Hash => bundle.Hash;

    public Encoder Embedder => embedder;

    public void Dispose() => embedder.Dispose();
}
