namespace Attune.Bundles;

/// <summary>A text with the vector that the model is known to give for it.</summary>
public sealed record GoldenText
{
    public required string Text { get; init; }

    public required TextRole InputType { get; init; }

    public required float[] Values { get; init; }
}
