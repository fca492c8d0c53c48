namespace Attune.Bundles;

/// <summary>A text with the probabilities of all labels, in the model's order, that the model is known to give.</summary>
public sealed record GoldenLabels
{
    public required string Text { get; init; }

    public required float[] Values { get; init; }
}
