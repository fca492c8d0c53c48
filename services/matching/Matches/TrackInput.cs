using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>A track with its stored vector, if there is one.</summary>
internal sealed class TrackInput(TrackLabel label, float[]? vector)
{
    public TrackLabel Label { get; } = label;
    public float[]? Vector { get; set; } = vector;
}
