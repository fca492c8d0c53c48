namespace Attune.BuiltinEvaluation.Speed;

/// <summary>Milliseconds a text on one thread, from text to numbers, tokenising included: median of the rounds.</summary>
/// <param name="Model">What it is called in reports.</param>
/// <param name="Texts">Measured a round.</param>
/// <param name="MeanTokens">Of a text, or of a pair.</param>
/// <param name="Alone">Each text a batch of its own.</param>
/// <param name="Batched">32 texts a batch.</param>
internal sealed record TextTime(string Model, int Texts, double MeanTokens, double Alone, double Batched);
