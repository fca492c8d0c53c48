namespace Attune.Matching.Models.Reranking;

/// <summary>One score on its way into the store; null where the model knows no word of one of the texts.</summary>
internal readonly record struct StoredScore(RerankKey Key, float? Score);
