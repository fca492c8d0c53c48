namespace Attune.Matching.Models.Bundles;

/// <summary>The emotion model of a bundle.</summary>
/// <param name="Key">What its outputs are stored under.</param>
/// <param name="Buckets">Names, in the order of stored distributions.</param>
/// <param name="Labels">Names, in the order of stored probabilities.</param>
/// <param name="Experimental">The bundle calls it experimental: show what it says, do not decide on it.</param>
internal sealed record EmotionModel(ModelKey Key, IReadOnlyList<string> Buckets, IReadOnlyList<string> Labels, bool Experimental);
