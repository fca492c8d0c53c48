using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>
/// A pair of texts in, one logit out, of shape [batch] or [batch, 1], whose sigmoid is the score; or, where
/// <see cref="PositiveColumn"/> is set, two of shape [batch, 2], for and against, whose softmax is.
/// </summary>
public sealed record CrossEncoderManifest : ModelManifest
{
    public const string KindName = "cross-encoder";

    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>Of two logits the one that speaks for the document: 0 or 1. Null: the graph gives one.</summary>
    public int? PositiveColumn { get; init; }

    /// <summary>Of the score of a text as query and a category as document; null where nobody has fitted them.</summary>
    public ConfidenceLevels? Confidence { get; init; }

    /// <summary>
    /// β in (1 − β) × (1 + cosine) / 2 + β × score by which the best of the vectors are ordered best, on development data; 0 to 1, null
    /// where nobody has fitted it.
    /// </summary>
    public double? StageTwoWeight { get; init; }

    /// <summary>Pairs and the scores that the model must give them before it may serve.</summary>
    public required IReadOnlyList<GoldenPair> Golden { get; init; }
}
