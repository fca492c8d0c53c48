using Attune.Messaging;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// Rows of the catalogue have changed, in the transaction that wrote this. New rows are not among them: nothing was made from those yet.
/// </summary>
/// <param name="TrackTexts">Tracks with another text.</param>
/// <param name="TrackSignals">Tracks with other genres, another sound or another year.</param>
/// <param name="PlaylistTexts">Playlists with another text.</param>
/// <param name="Memberships">Playlists with other members.</param>
[MessageContract("catalogue-changed")]
internal sealed record CatalogueChanged(string[] TrackTexts, string[] TrackSignals, string[] PlaylistTexts, string[] Memberships)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => TrackTexts.Length + TrackSignals.Length + PlaylistTexts.Length + Memberships.Length == 0;
}
