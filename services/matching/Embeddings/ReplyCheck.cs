using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;

namespace Attune.Matching.Embeddings;

/// <summary>Takes the numbers out of a reply, or refuses it: what does not fit what the bundle promised is never stored.</summary>
internal static class ReplyCheck
{
    /// <exception cref="PreconditionException">It comes from another model.</exception>
    public static void Model(ModelIdentity answered, ModelKey expected)
    {
        var model = ModelKey.From(answered);
        if (model != expected) throw new PreconditionException($"The embedding service answered with {model} where {expected} was expected; its bundle has changed. Try again.");
    }

    /// <exception cref="PreconditionException">It has another length than promised.</exception>
    public static float[] Vector(Embedding embedding, ModelKey expected) => embedding.Values.Count == expected.Dims
        ? [.. embedding.Values]
        : throw new PreconditionException($"{expected} returned a vector of {embedding.Values.Count} dimensions.");

    /// <exception cref="PreconditionException">It lacks a bucket or label, or has one more.</exception>
    public static TextEmotionValues Emotions(TextEmotions emotions, EmotionModel expected) =>
        new(InOrder(emotions.Buckets, expected.Buckets, expected.Key, "buckets"), InOrder(emotions.Labels, expected.Labels, expected.Key, "labels"));

    private static float[] InOrder(IReadOnlyList<EmotionScore> scores, IReadOnlyList<string> names, ModelKey model, string what)
    {
        var values = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var score in scores) values[score.Name] = score.Score;
        return values.Count == names.Count && names.All(values.ContainsKey)
            ? [.. names.Select(name => values[name])]
            : throw new PreconditionException($"{model} returned the {what} {string.Join(", ", values.Keys)} where the bundle promises {string.Join(", ", names)}.");
    }
}
