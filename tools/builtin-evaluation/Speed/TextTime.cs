namespace Attune.BuiltinEvaluation.Speed;

/// <summary>What a text takes on one thread, from text to numbers, tokenising included: medians of the rounds.</summary>
/// <param name="Model">What it is called in reports.</param>
/// <param name="Texts">Measured a round.</param>
/// <param name="MeanTokens">Of a text, or of a pair.</param>
/// <param name="Alone">Each text a batch of its own.</param>
/// <param name="Batched">32 texts of about one length a batch.</param>
internal sealed record TextTime(string Model, int Texts, double MeanTokens, Cost Alone, Cost Batched);
