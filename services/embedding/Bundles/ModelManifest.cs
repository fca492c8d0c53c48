namespace Attune.Embedding.Bundles;

/// <summary>One model of a bundle.</summary>
internal sealed record ModelManifest
{
    public required string Name { get; init; }

    public required string Revision { get; init; }

    /// <summary><c>encoder</c>: text in, one vector out.</summary>
    public required string Kind { get; init; }

    /// <summary>The ONNX graph; one of the bundle's files.</summary>
    public required string Graph { get; init; }

    /// <summary>The graph's output of shape [batch, dimensions].</summary>
    public required string Output { get; init; }

    /// <summary>A Hugging Face <c>tokenizer.json</c>; one of the bundle's files.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Length of the vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Longest text in tokens, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>How the graph makes one vector of those of the tokens: <c>mean</c>. The graph itself does it.</summary>
    public required string Pooling { get; init; }

    /// <summary>Vectors are scaled to L2 norm 1.</summary>
    public required bool Normalize { get; init; }

    public required TemplatePair Templates { get; init; }

    /// <summary>Texts and what the model must make of them before it may serve.</summary>
    public required IReadOnlyList<GoldenText> Golden { get; init; }
}
