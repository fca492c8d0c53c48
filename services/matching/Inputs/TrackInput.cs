using Attune.Matching.Scoring;

namespace Attune.Matching.Inputs;

/// <summary>What stage 1 and profiles read of a track. The vector and the emotions are null while the store has none.</summary>
internal sealed class TrackInput(string id, float[]? vector, AudioPoint audio, string[] genres, float[]? emotions, string[] moods, string[] themes)
{
    public string Id { get; } = id;
    public float[]? Vector { get; set; } = vector;
    public AudioPoint Audio { get; } = audio;
    public string[] Genres { get; } = genres;
    public float[]? Emotions { get; set; } = emotions;

    /// <summary>Read for members only.</summary>
    public string[] Moods { get; } = moods;

    /// <summary>Read for members only.</summary>
    public string[] Themes { get; } = themes;
}
