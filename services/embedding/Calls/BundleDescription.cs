using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Embedding.Models;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>Bundle, models and device as callers see them.</summary>
internal static class BundleDescription
{
    public static V1.GetBundleResponse Of(ServingBundle bundle) => new()
    {
        Bundle = new V1.Bundle { Name = bundle.Manifest.Name, Hash = bundle.Hash, Models = { bundle.Models.Select(Of) } },
        Device = new V1.Device { Kind = bundle.Device.Name, Reason = bundle.Device.Reason },
    };

    public static V1.ModelIdentity IdentityOf(ModelManifest model) =>
        new() { Name = model.Name, Revision = model.OutputRevision, Dimensions = (model as EncoderManifest)?.Dimensions ?? 0 };

    private static V1.BundleModel Of(Model model)
    {
        var described = new V1.BundleModel
        {
            Identity = IdentityOf(model.Manifest),
            Kind = model.Manifest.Kind,
            MaxTokens = model.Manifest.MaxTokens,
            Experimental = model.Manifest.Experimental,
            Precision = model.Precision == Precision.Fp16 ? "fp16" : "fp32",
            DefaultTask = model switch
            {
                EncoderModel encoder => encoder.Manifest.Task ?? "",
                RerankModel reranker => reranker.DefaultTask ?? "",
                _ => "",
            },
        };
        if (model is MultiLabelModel labels)
        {
            described.Labels.AddRange(labels.Manifest.Labels);
            described.Buckets.AddRange(labels.Manifest.Buckets.Select(x => x.Name));
            described.Thresholds.AddRange(labels.Manifest.Thresholds ?? []);
        }

        if (((model.Manifest as EncoderManifest)?.Confidence ?? (model.Manifest as CrossEncoderManifest)?.Confidence) is { } levels)
            described.Confidence = new V1.ConfidenceLevels { Medium = levels.Medium, High = levels.High };
        if ((model.Manifest as CrossEncoderManifest)?.StageTwoWeight is { } weight)
            described.StageTwoWeight = weight;

        return described;
    }
}
