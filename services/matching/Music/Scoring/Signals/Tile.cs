using System.Runtime.InteropServices;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>Some playlists against some tracks: as many as fit into the caches with everything that is computed about them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tile(int FirstPlaylist, int Playlists, int FirstTrack, int Tracks)
{
    public const int MostPlaylists = 64;

    /// <summary>Also the distance between two rows of values, and a multiple of every register's width.</summary>
    public const int MostTracks = 64;

    /// <summary>Numbers in a buffer of values: a row a playlist, a column a track.</summary>
    public const int Size = MostPlaylists * MostTracks;

    /// <summary>Numbers that one step of a loop works on. Columns are padded, so that no loop needs a remainder.</summary>
    public const int Lanes = 8;
}
