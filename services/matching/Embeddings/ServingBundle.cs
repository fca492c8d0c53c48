namespace Attune.Matching.Embeddings;

/// <summary>What the embedding service serves now.</summary>
internal sealed record ServingBundle(string Hash, ModelKey Embedder);
