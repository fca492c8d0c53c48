namespace Attune.Bundles;

/// <summary>
/// A language model that is asked whether the document answers the query. Output: logits of shape [batch, sequence, vocabulary]; the score is
/// the softmax over those of <see cref="Yes"/> and <see cref="No"/> at the last token.
/// </summary>
public sealed record CausalYesNoManifest : ModelManifest
{
    public const string KindName = "causal-yes-no";

    public override string Kind => KindName;

    /// <summary>Before the template; never cut. Tokenised by itself.</summary>
    public required string Prefix { get; init; }

    /// <summary>Holds <c>{task}</c>, <c>{query}</c> and <c>{document}</c>. What is too long is cut at its end.</summary>
    public required string Template { get; init; }

    /// <summary>Behind the template; never cut. Tokenised by itself.</summary>
    public required string Suffix { get; init; }

    /// <summary>What <c>{task}</c> stands for where the caller does not say.</summary>
    public required string Task { get; init; }

    /// <summary>The token for yes; one entry of the vocabulary.</summary>
    public required string Yes { get; init; }

    /// <summary>The token for no; one entry of the vocabulary.</summary>
    public required string No { get; init; }

    /// <summary>Pairs and the scores that the model must give them before it may serve.</summary>
    public required IReadOnlyList<GoldenPair> Golden { get; init; }
}
