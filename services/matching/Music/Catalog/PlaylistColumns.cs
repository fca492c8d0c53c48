using System.Data.Common;
using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Catalog;

/// <summary>The columns of a playlist in reading order, without its members, and how a row becomes a message.</summary>
internal static class PlaylistColumns
{
    public const string Select = "p.id, p.name, p.description, p.moods, p.themes, p.context";

    public const int Count = 6;

    public static Playlist Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Name = reader.GetString(1),
        Description = reader.GetString(2),
        Moods = { reader.GetFieldValue<string[]>(3) },
        Themes = { reader.GetFieldValue<string[]>(4) },
        Context = reader.GetString(5),
    };
}
