namespace Attune.Matching.Models.Calls;

/// <summary>What an emotion model says about a text.</summary>
/// <param name="Buckets">One a bucket of the model, in its order; they sum up to 1.</param>
/// <param name="Labels">One probability a label of the model, in its order; multi-label, so they do not sum up to 1.</param>
internal sealed record TextEmotionValues(float[] Buckets, float[] Labels)
{
    /// <summary>Zeros, which are no distribution: what is stored of a text of which the model knows no word.</summary>
    public static TextEmotionValues Nothing(int buckets, int labels) => new(new float[buckets], new float[labels]);
}
