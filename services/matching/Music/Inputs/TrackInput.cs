using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;

namespace Attune.Matching.Music.Inputs;

/// <summary>What stage 1 and profiles read of a track. The vector and the emotions are null while the store has none.</summary>
internal sealed class TrackInput(
    string id, float[]? vector, AudioPoint audio, string[] genres, float[]? emotions, string[] moods, string[] themes)
{
    public string Id { get; } = id;

    /// <summary>As it is stored; all zeros for a text of which the model knows no word.</summary>
    public float[]? Vector { get; set; } = vector;

    /// <summary>The vector where it says something.</summary>
    public float[]? UsableVector => Usable.Of(Vector);

    /// <summary>Who made it, on which album and when.</summary>
    public TrackOrigin Origin { get; init; } = TrackOrigin.Unknown;

    public AudioPoint Audio { get; } = audio;
    public string[] Genres { get; } = genres;

    /// <summary>As they are stored; all zeros for a text of which the model knows no word.</summary>
    public float[]? Emotions { get; set; } = emotions;

    /// <summary>The emotions where they say something.</summary>
    public float[]? UsableEmotions => Usable.Of(Emotions);

    /// <summary>Read for members only.</summary>
    public string[] Moods { get; } = moods;

    /// <summary>Read for members only.</summary>
    public string[] Themes { get; } = themes;

    /// <summary>The model knows no word of its text.</summary>
    public bool IsSilent => Vector is not null && UsableVector is null;

    /// <summary>Whether something is asked for that is not there.</summary>
    public bool Lacks(ProfileParts parts) => (parts.Vectors && Vector is null) || (parts.Emotions && Emotions is null);
}
