using Attune.Bundles;
using Attune.Embedding.Bundles;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Bundles and models as callers see them.</summary>
internal static class BundleDescription
{
    public static V1.Bundle Of(ServingBundle bundle) => new()
    {
        Name = bundle.Manifest.Name,
        Hash = bundle.Hash,
        Models = { bundle.Manifest.Models.Select(Of) },
    };

    public static V1.ModelIdentity IdentityOf(ModelManifest model) => new() { Name = model.Name, Revision = model.Revision, Dimensions = (model as EncoderManifest)?.Dimensions ?? 0 };

    private static V1.BundleModel Of(ModelManifest model) => new() { Identity = IdentityOf(model), Kind = model.Kind, MaxTokens = model.MaxTokens };
}
