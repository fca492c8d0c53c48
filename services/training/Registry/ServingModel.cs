using Attune.Training.Models;

namespace Attune.Training.Registry;

/// <summary>What this process predicts with, taken as one so that a call never mixes two.</summary>
/// <param name="Promotion">What should serve; <see langword="null"/> when nothing does yet.</param>
/// <param name="Model">Its model; <see langword="null"/> when there is none, or when it cannot be used.</param>
/// <param name="Problem">Why it cannot be used; empty when it can.</param>
internal sealed record ServingModel(Promotion? Promotion, TierModel? Model, string Problem)
{
    public static readonly ServingModel None = new(null, null, "");
}
