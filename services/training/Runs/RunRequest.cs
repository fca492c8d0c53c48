using Attune.Training.Models;

namespace Attune.Training.Runs;

/// <summary>What a run is asked to do.</summary>
/// <param name="Settings">How to fit.</param>
/// <param name="Forced">Whether its model is promoted whatever the gates say.</param>
/// <param name="Reason">Why it is asked for.</param>
internal sealed record RunRequest(FitSettings Settings, bool Forced, string Reason);
