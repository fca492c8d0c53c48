namespace Attune.Embedding.Bundles;

/// <summary>What a text is put into before tokenising, by input type; <c>{text}</c> stands for the text.</summary>
internal sealed record TemplatePair
{
    public const string Placeholder = "{text}";

    public required string Query { get; init; }

    public required string Document { get; init; }
}
