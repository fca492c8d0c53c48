namespace Attune.Matching.Models.Reranking;

/// <summary>A text to be scored. Not blank; the hash, with its prefix, is the caller's.</summary>
internal readonly record struct RerankDocument(string ContentHash, string Text);
