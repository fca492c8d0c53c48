namespace Attune.Bundles;

/// <summary>A pair of texts in, one logit out, of shape [batch] or [batch, 1]; the score is its sigmoid.</summary>
public sealed record CrossEncoderManifest : ModelManifest
{
    public const string KindName = "cross-encoder";

    public override string Kind => KindName;

    /// <summary>Pairs and the scores that the model must give them before it may serve.</summary>
    public required IReadOnlyList<GoldenPair> Golden { get; init; }
}
