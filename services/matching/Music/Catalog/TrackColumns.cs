using System.Data.Common;
using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Catalog;

/// <summary>The columns of a track in reading order, and how a row becomes a message.</summary>
internal static class TrackColumns
{
    public const string Select =
        "t.id, t.title, t.artists, t.year, t.language, t.genres, t.moods, t.themes, t.audio_estimated, " +
        "t.tempo_bpm, t.energy, t.valence, t.danceability, t.acousticness, t.instrumentalness, t.summary, t.context, t.album";

    public const int Count = 18;

    public static Track Read(DbDataReader reader)
    {
        var track = new Track
        {
            Id = reader.GetString(0),
            Title = reader.GetString(1),
            Artists = { reader.GetFieldValue<string[]>(2) },
            Language = reader.GetString(4),
            Genres = { reader.GetFieldValue<string[]>(5) },
            Moods = { reader.GetFieldValue<string[]>(6) },
            Themes = { reader.GetFieldValue<string[]>(7) },
            Summary = reader.GetString(15),
            Context = reader.GetString(16),
            Album = reader.GetString(17),
        };
        if (!reader.IsDBNull(3)) track.Year = reader.GetInt32(3);
        if (!reader.IsDBNull(8)) track.Audio = ReadAudio(reader);
        return track;
    }

    private static AudioFeatures ReadAudio(DbDataReader reader)
    {
        var audio = new AudioFeatures { Estimated = reader.GetBoolean(8) };
        if (!reader.IsDBNull(9)) audio.TempoBpm = reader.GetDouble(9);
        if (!reader.IsDBNull(10)) audio.Energy = reader.GetDouble(10);
        if (!reader.IsDBNull(11)) audio.Valence = reader.GetDouble(11);
        if (!reader.IsDBNull(12)) audio.Danceability = reader.GetDouble(12);
        if (!reader.IsDBNull(13)) audio.Acousticness = reader.GetDouble(13);
        if (!reader.IsDBNull(14)) audio.Instrumentalness = reader.GetDouble(14);
        return audio;
    }
}
