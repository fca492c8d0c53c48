namespace Attune.Matching.Reranking;

/// <summary>One score on its way into the store.</summary>
internal readonly record struct StoredScore(RerankKey Key, float Score);
