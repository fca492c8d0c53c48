namespace Attune.Bench.Embedding;

/// <summary>One model, every contender.</summary>
internal sealed record EmbeddingReport(string Model, int Texts, long Tokens, IReadOnlyList<ContenderReport> Contenders, Invariance Invariance);
