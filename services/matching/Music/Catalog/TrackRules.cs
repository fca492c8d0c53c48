using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Catalog;

/// <summary>What the catalogue accepts as a track; the limits are documented in <c>track.proto</c>.</summary>
internal static class TrackRules
{
    public static IReadOnlyList<string> Violations(Track track)
    {
        var rules = new FieldRules();
        rules.Id(track.Id);
        rules.Text("title", track.Title, 500, required: true);
        rules.Words("artists", track.Artists, most: 32, longest: 300, least: 1);
        rules.Number("year", track.HasYear, track.Year, 1850, 2100);
        rules.Text("language", track.Language, 35);
        rules.Words("genres", track.Genres, most: 32, longest: 100);
        rules.Words("moods", track.Moods, most: 32, longest: 100);
        rules.Words("themes", track.Themes, most: 32, longest: 100);
        rules.Text("summary", track.Summary, 2_000);
        rules.Text("context", track.Context, 1_000);
        rules.Text("album", track.Album, 500);
        if (track.Audio is { } audio)
        {
            rules.Number("audio.tempo_bpm", audio.HasTempoBpm, audio.TempoBpm, 20, 300);
            rules.Number("audio.energy", audio.HasEnergy, audio.Energy, 0, 1);
            rules.Number("audio.valence", audio.HasValence, audio.Valence, 0, 1);
            rules.Number("audio.danceability", audio.HasDanceability, audio.Danceability, 0, 1);
            rules.Number("audio.acousticness", audio.HasAcousticness, audio.Acousticness, 0, 1);
            rules.Number("audio.instrumentalness", audio.HasInstrumentalness, audio.Instrumentalness, 0, 1);
        }
        return rules.Reasons;
    }
}
