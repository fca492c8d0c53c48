namespace Attune.Matching.Embeddings;

/// <summary>What an emotion model says about a text.</summary>
/// <param name="Buckets">One a bucket of the model, in its order; they sum up to 1.</param>
/// <param name="Labels">One probability a label of the model, in its order; multi-label, so they do not sum up to 1.</param>
internal sealed record TextEmotionValues(float[] Buckets, float[] Labels);
