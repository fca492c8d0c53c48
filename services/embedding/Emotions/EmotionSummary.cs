using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Emotions;

/// <summary>The labels of a text, and the buckets that they are summed up in.</summary>
internal static class EmotionSummary
{
    /// <param name="row">One logit a label, finite.</param>
    /// <param name="top">How many labels to tell; 0 for all.</param>
    public static V1.TextEmotions Of(ReadOnlySpan<float> row, MultiLabelModel model, int top, KeptText text)
    {
        var logits = row.ToArray();
        var labels = model.Manifest.Labels.Zip(
            logits, (name, logit) => new V1.EmotionScore { Name = name, Score = Activation.Sigmoid(logit), RawScore = logit });
        var buckets = Buckets(logits, model);
        return new V1.TextEmotions
        {
            // By what was not rounded yet, and stable: of equal ones the bundle's first comes first.
            Labels = { labels.OrderByDescending(x => x.RawScore).Take(top > 0 ? top : logits.Length) },
            Buckets = { model.Buckets.Zip(buckets, (bucket, value) => new V1.EmotionScore { Name = bucket.Name, Score = (float)value }) },
            DominantBucket = model.Buckets[Array.IndexOf(buckets, buckets.Max())].Name,
            Tokens = text.Count.Written,
            Truncated = text.Count.Truncated,
            Unknown = text.IsUnknown,
        };
    }

    /// <summary>
    /// Each bucket's part of the sum of all probabilities. They sum to 1, also where every probability is too small for a number of its
    /// own.
    /// </summary>
    private static double[] Buckets(float[] logits, MultiLabelModel model)
    {
        double[] logarithms = [.. logits.Select(Activation.LogSigmoid)];
        var largest = logarithms.Max();
        double[] parts = [.. logarithms.Select(x => Math.Exp(x - largest))];
        var all = parts.Sum();
        return [.. model.Buckets.Select(bucket => bucket.Labels.Sum(i => parts[i]) / all)];
    }
}
