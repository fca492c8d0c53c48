using Attune.Matching.Genres;

namespace Attune.Matching.Profiles;

/// <summary>Genre distributions of tracks and of playlists, whose distribution is the mean of their members'. Each list of genres is worked out once.</summary>
internal sealed class GenreProfiles(GenreTaxonomy taxonomy)
{
    private readonly Dictionary<string, (GenreDistribution Distribution, GenreVector Vector)> _known = new(StringComparer.Ordinal);

    public GenreVector OfTrack(string[] genres) => Find(genres).Vector;

    public GenreVector OfMembers(IEnumerable<string[]> members) => GenreDistribution.Mean(members.Select(genres => Find(genres).Distribution)).ToVector();

    private (GenreDistribution Distribution, GenreVector Vector) Find(string[] genres)
    {
        // No genre contains it: the catalogue refuses such texts.
        var key = string.Join('\0', genres);
        if (_known.TryGetValue(key, out var found)) return found;
        var distribution = GenreDistribution.Of(taxonomy, genres);
        return _known[key] = (distribution, distribution.ToVector());
    }
}
