namespace Attune.Matching.Embeddings;

/// <summary>A text that needs a vector: whose it is, the hash of the text, the text.</summary>
internal readonly record struct Embeddable(string Id, string ContentHash, string Text);
