using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>Text in, one logit a label out, of shape [batch, labels]; each label's probability is its sigmoid.</summary>
public sealed record MultiLabelManifest : ModelManifest
{
    public const string KindName = "multi-label";

    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>In the order of the outputs.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Names of buckets, in order, with the labels that are summed up in each; every label is in exactly one.</summary>
    public required IReadOnlyList<LabelBucket> Buckets { get; init; }

    /// <summary>
    /// From which probability on a label is taken to hold, one a label, fitted on held-out sentences; null where nobody has fitted them.
    /// </summary>
    public IReadOnlyList<float>? Thresholds { get; init; }

    /// <summary>Texts and the probabilities, one a label, that the model must give before it may serve.</summary>
    public required IReadOnlyList<GoldenLabels> Golden { get; init; }
}
