using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Importing;

/// <summary>Audio features as a line of a file holds them.</summary>
internal sealed record AudioLine
{
    public double? TempoBpm { get; init; }
    public double? Energy { get; init; }
    public double? Valence { get; init; }
    public double? Danceability { get; init; }
    public double? Acousticness { get; init; }
    public double? Instrumentalness { get; init; }
    public bool Estimated { get; init; }

    public AudioFeatures ToMessage()
    {
        var audio = new AudioFeatures { Estimated = Estimated };
        if (TempoBpm is { } tempo) audio.TempoBpm = tempo;
        if (Energy is { } energy) audio.Energy = energy;
        if (Valence is { } valence) audio.Valence = valence;
        if (Danceability is { } danceability) audio.Danceability = danceability;
        if (Acousticness is { } acousticness) audio.Acousticness = acousticness;
        if (Instrumentalness is { } instrumentalness) audio.Instrumentalness = instrumentalness;
        return audio;
    }
}
