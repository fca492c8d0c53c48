namespace Attune.Matching.Models.Reranking;

/// <summary>Documents to be scored against one query. The query is not blank; the hash, with its prefix, is the caller's.</summary>
internal sealed record RerankTask(string QueryHash, string QueryText, IReadOnlyList<RerankDocument> Documents);
