using Attune.Embedding.Models;
using Attune.Tokenizers;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Emotions;

/// <summary>The labels of a text, and the buckets that they are summed up in.</summary>
internal static class EmotionSummary
{
    /// <param name="probabilities">One a label, 0 to 1.</param>
    /// <param name="top">How many labels to tell; 0 for all.</param>
    public static V1.TextEmotions Of(ReadOnlySpan<float> probabilities, MultiLabelModel model, int top, TokenCount count)
    {
        float[] values = probabilities.ToArray();
        var labels = model.Manifest.Labels.Zip(values, (name, value) => new V1.EmotionScore { Name = name, Score = value });
        float[] buckets = Buckets(values, model);
        return new V1.TextEmotions
        {
            // A stable sort: of equal ones the bundle's first comes first.
            Labels = { labels.OrderByDescending(x => x.Score).Take(top > 0 ? top : values.Length) },
            Buckets = { model.Buckets.Zip(buckets, (bucket, value) => new V1.EmotionScore { Name = bucket.Name, Score = value }) },
            DominantBucket = model.Buckets[Array.IndexOf(buckets, buckets.Max())].Name,
            Tokens = count.Written,
            Truncated = count.Truncated,
        };
    }

    /// <summary>Each bucket's part of the sum of all labels. They sum to 1; alike where nothing is probable at all.</summary>
    private static float[] Buckets(float[] values, MultiLabelModel model)
    {
        double all = values.Sum(x => (double)x);
        return [.. model.Buckets.Select(bucket => all > 0 ? (float)(bucket.Labels.Sum(i => (double)values[i]) / all) : 1f / model.Buckets.Count)];
    }
}
