namespace Attune.BuiltinEvaluation.Sets;

/// <summary>A sentence and the one label that its author had in mind.</summary>
internal sealed record EmotionSentence
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required string Text { get; init; }
}
