using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>A track with what its signals are made of. The vector is null while the store has none.</summary>
internal sealed class TrackInput(TrackLabel label, float[]? vector, string[] genres, AudioPoint audio)
{
    public TrackLabel Label { get; } = label;
    public float[]? Vector { get; set; } = vector;
    public string[] Genres { get; } = genres;
    public AudioPoint Audio { get; } = audio;
}
