using Attune.Training.Classifier;
using Attune.Training.Features;
using Attune.Training.Labels;

namespace Attune.Training.Models;

/// <summary>A fitted classifier: features in, probabilities of the five tiers out. Immutable.</summary>
/// <param name="Edges">Views that part the tiers, as they were in its training part.</param>
/// <param name="Scale">Applied to the features.</param>
/// <param name="Weights">Five rows, one number a feature.</param>
/// <param name="Intercepts">One a tier.</param>
/// <param name="Settings">What it was fitted with.</param>
/// <param name="Source">Where its rows came from.</param>
/// <param name="DataFingerprint">Of the rows, training and held-out.</param>
internal sealed record TierModel(
    TierEdges Edges, Standardisation Scale, IReadOnlyList<IReadOnlyList<double>> Weights, IReadOnlyList<double> Intercepts,
    FitSettings Settings, TrainingSource Source, string DataFingerprint)
{
    /// <summary>The middles of the tiers on the scale of the score.</summary>
    public static readonly IReadOnlyList<double> Midpoints = [12.5, 35, 55, 72.5, 90];

    /// <param name="parameters">As a solver leaves them.</param>
    public static TierModel Create(
        double[] parameters, TierEdges edges, Standardisation scale, FitSettings settings, TrainingSource source, string fingerprint)
    {
        var stride = FeatureSchema.Count + 1;
        return new(
            edges, scale,
            [.. Enumerable.Range(0, TierEdges.Tiers)
                .Select(c => (IReadOnlyList<double>)parameters[(c * stride)..((c * stride) + FeatureSchema.Count)])],
            [.. Enumerable.Range(0, TierEdges.Tiers).Select(c => parameters[(c * stride) + FeatureSchema.Count])],
            settings, source, fingerprint);
    }

    /// <summary>Probabilities of tiers 1 to 5; they add up to 1.</summary>
    /// <param name="features">In the order of <see cref="FeatureSchema.Names"/>, finite.</param>
    public double[] Predict(ReadOnlySpan<double> features)
    {
        var scores = new double[TierEdges.Tiers];
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = Intercepts[c];
            for (var f = 0; f < features.Length; f++) scores[c] += Weights[c][f] * Scale.Apply(f, features[f]);
        }
        double largest = scores.Max(), sum = 0;
        for (var c = 0; c < scores.Length; c++) sum += scores[c] = Math.Exp(scores[c] - largest);
        for (var c = 0; c < scores.Length; c++) scores[c] /= sum;
        return scores;
    }

    /// <summary>The most probable tier, 1 to 5; the lower one of two that are equally probable.</summary>
    public static int TierOf(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
            if (probabilities[c] > probabilities[best]) best = c;
        return best + 1;
    }

    /// <summary>The expected midpoint, 12.5 to 90.</summary>
    public static double ScoreOf(ReadOnlySpan<double> probabilities)
    {
        var score = 0.0;
        for (var c = 0; c < probabilities.Length; c++) score += probabilities[c] * Midpoints[c];
        return score;
    }
}
