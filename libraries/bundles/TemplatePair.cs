namespace Attune.Bundles;

/// <summary>What a text is put into before tokenising, by input type; <c>{text}</c> stands for the text.</summary>
public sealed record TemplatePair
{
    public const string Placeholder = "{text}";

    public required string Query { get; init; }

    public required string Document { get; init; }
}
