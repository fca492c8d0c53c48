using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Models.Calls;

/// <summary>Takes the numbers out of a reply, or refuses it: what does not fit what the bundle promised is never stored.</summary>
internal static class ReplyCheck
{
    /// <exception cref="PreconditionException">It comes from another model.</exception>
    public static void Model(ModelIdentity answered, ModelKey expected)
    {
        var model = ModelKey.From(answered);
        if (model != expected)
            throw new PreconditionException(
                $"The embedding service answered with {model} where {expected} was expected; its bundle has changed. Try again.");
    }

    /// <returns>Zeros of a text of which the model knows no word, whatever it made of that.</returns>
    /// <exception cref="PreconditionException">It has another length than promised.</exception>
    public static Answer<float[]> Vector(Embedding embedding, ModelKey expected)
    {
        if (embedding.Error is { } error) return Answer<float[]>.Refused(error.Message);
        if (embedding.Values.Count != expected.Dims)
            throw new PreconditionException($"{expected} returned a vector of {embedding.Values.Count} dimensions.");
        if (!embedding.Values.All(float.IsFinite)) return Answer<float[]>.Refused(NotFinite(expected));
        return Answer<float[]>.Of(embedding.Unknown ? new float[expected.Dims] : [.. embedding.Values]);
    }

    /// <returns>Without a score for texts of which the model knows no word.</returns>
    public static RerankAnswer Score(RerankScore score, ModelKey expected) =>
        score.Error is { } error ? new RerankAnswer(null, error.Message)
        : float.IsFinite(score.Score) ? new RerankAnswer(score.Unknown ? null : score.Score, null)
        : new RerankAnswer(null, NotFinite(expected));

    /// <returns>Zeros of a text of which the model knows no word, whatever it made of that.</returns>
    /// <exception cref="PreconditionException">It lacks a bucket or label, or has one more.</exception>
    public static Answer<TextEmotionValues> Emotions(TextEmotions emotions, EmotionModel expected)
    {
        if (emotions.Error is { } error) return Answer<TextEmotionValues>.Refused(error.Message);
        var (buckets, labels) = (InOrder(emotions.Buckets, expected.Buckets, expected.Key, "buckets"),
            InOrder(emotions.Labels, expected.Labels, expected.Key, "labels"));
        if (!buckets.Concat(labels).All(float.IsFinite)) return Answer<TextEmotionValues>.Refused(NotFinite(expected.Key));
        return Answer<TextEmotionValues>.Of(
            emotions.Unknown ? TextEmotionValues.Nothing(buckets.Length, labels.Length) : new TextEmotionValues(buckets, labels));
    }

    private static string NotFinite(ModelKey model) => $"{model} makes no finite numbers of this text";

    private static float[] InOrder(IReadOnlyList<EmotionScore> scores, IReadOnlyList<string> names, ModelKey model, string what)
    {
        var values = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var score in scores) values[score.Name] = score.Score;
        return values.Count == names.Count && names.All(values.ContainsKey)
            ? [.. names.Select(name => values[name])]
            : throw new PreconditionException(
                $"{model} returned the {what} {string.Join(", ", values.Keys)} where the bundle promises {string.Join(", ", names)}.");
    }
}
