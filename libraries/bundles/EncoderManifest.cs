using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>Text in, one vector out.</summary>
public sealed record EncoderManifest : ModelManifest
{
    public const string KindName = "encoder";

    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>Length of the vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>
    /// What was trained. An output of shape [batch, dimensions] is pooled by the graph already; one of shape
    /// [batch, sequence, dimensions] is pooled so.
    /// </summary>
    public required Pooling Pooling { get; init; }

    /// <summary>Vectors are scaled to L2 norm 1.</summary>
    public required bool Normalize { get; init; }

    public required TemplatePair Templates { get; init; }

    /// <summary>What <c>{task}</c> in a template stands for where the caller does not say; null where no template has it.</summary>
    public string? Task { get; init; }

    /// <summary>Of the cosine of a text and a category, each embedded as a document; null where nobody has fitted them.</summary>
    public ConfidenceLevels? Confidence { get; init; }

    /// <summary>Texts and the vectors that the model must make of them before it may serve.</summary>
    public IReadOnlyList<GoldenText> Golden { get; init; } = [];

    /// <summary>Texts and how similar the model must find them before it may serve: for models whose vectors are not published.</summary>
    public IReadOnlyList<GoldenSimilarity> GoldenSimilarities { get; init; } = [];
}
