namespace Attune.Matching.Models.Emotions;

/// <summary>What an emotion model says about a track's text.</summary>
/// <param name="Id">Of the track.</param>
/// <param name="ContentHash">Of the text.</param>
/// <param name="Buckets">One a bucket of the model, in its order; they sum up to 1.</param>
/// <param name="Labels">One probability a label of the model, in its order.</param>
internal sealed record StoredEmotions(string Id, string ContentHash, float[] Buckets, float[] Labels);
