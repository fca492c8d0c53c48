using System.Data.Common;
using Attune.Contracts;

namespace Attune.Matching.Music.Catalog;

/// <summary>A table whose rows carry the hash of their text, and how the hash is made from a row.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Version">Which version this binary hashes by.</param>
/// <param name="Select">Columns of the row behind its alias in FROM, the id first and <c>text_hash</c> last.</param>
/// <param name="From">Table and alias.</param>
/// <param name="OldHash">Where <c>text_hash</c> stands.</param>
/// <param name="Hash">The hash of the row that the reader is at.</param>
internal sealed record HashedTable(string Name, string Version, string Select, string From, int OldHash, Func<DbDataReader, string> Hash)
{
    /// <summary>The version in a stored hash; the indexes of migration 0005 are over this very expression.</summary>
    public const string StoredVersion = "left(text_hash, length(text_hash) - 65)";

    public static readonly IReadOnlyList<HashedTable> All =
    [
        new("tracks", Versions.TrackText, $"{TrackColumns.Select}, t.text_hash", "tracks t", TrackColumns.Count,
            row => TrackText.HashOf(TrackText.For(TrackColumns.Read(row)))),
        new("playlists", Versions.PlaylistText, $"{PlaylistColumns.Select}, p.text_hash", "playlists p", PlaylistColumns.Count,
            row => PlaylistText.HashOf(PlaylistText.For(PlaylistColumns.Read(row)))),
    ];
}
