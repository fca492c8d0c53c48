using System.Runtime.InteropServices;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;

namespace Attune.Matching.Music.Inputs;

/// <summary>Which outputs of models are asked for: those that a configuration weighs. Genres and sound cost nothing and are always there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProfileParts(bool Vectors, bool Emotions)
{
    /// <param name="config">What is weighed.</param>
    /// <param name="bundle">What there is a model for.</param>
    public static ProfileParts Of(MatchConfig config, ServingBundle bundle) => new(
        config.Signals.Contains(SignalName.Vector, StringComparer.Ordinal),
        bundle.Emotions is not null && config.Signals.Contains(SignalName.Emotion, StringComparer.Ordinal));
}
