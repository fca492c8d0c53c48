namespace Attune.Matching.Models.Reranking;

/// <summary>Which pair, by the hashes of its texts.</summary>
internal readonly record struct RerankKey(string QueryHash, string DocumentHash);
