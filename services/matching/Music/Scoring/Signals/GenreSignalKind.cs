using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

internal sealed class GenreSignalKind : ISignalKind
{
    public string Name => SignalName.Genre;
    public ProfileParts Reads => default;
    public string IsWithoutSql => "cardinality(t.genres) = 0";

    public bool Has(TrackInput track) => track.Genres.Length > 0;

    public bool Has(PlaylistProfile playlist) => playlist.Genres.Shares.Count > 0;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims)
    {
        var genres = new GenreProfiles(GenreTaxonomy.Standard);
        return new GenreSignal(
            [.. playlists.Select(playlist => playlist.Genres.ToVector())], [.. tracks.Select(track => genres.VectorOf(track.Genres))]);
    }
}
