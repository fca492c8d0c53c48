namespace Attune.Catalogues.Rows;

/// <param name="Tracks">None twice.</param>
/// <param name="Playlists">Whose members are all among the tracks.</param>
internal sealed record Catalogue(IReadOnlyList<TrackRow> Tracks, IReadOnlyList<PlaylistRow> Playlists);
