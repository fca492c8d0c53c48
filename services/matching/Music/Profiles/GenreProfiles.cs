using Attune.Matching.Music.Genres;

namespace Attune.Matching.Music.Profiles;

/// <summary>Genre distributions of tracks. Each list of genres is worked out once. Not thread-safe.</summary>
internal sealed class GenreProfiles(GenreTaxonomy taxonomy)
{
    private readonly Dictionary<string, (GenreDistribution Distribution, GenreVector Vector)> _known = new(StringComparer.Ordinal);

    public GenreVector VectorOf(string[] genres) => Find(genres).Vector;

    public GenreDistribution DistributionOf(string[] genres) => Find(genres).Distribution;

    private (GenreDistribution Distribution, GenreVector Vector) Find(string[] genres)
    {
        // No genre contains it: the catalogue refuses such texts.
        var key = string.Join('\0', genres);
        if (_known.TryGetValue(key, out var found)) return found;
        var distribution = GenreDistribution.Of(taxonomy, genres);
        return _known[key] = (distribution, distribution.ToVector());
    }
}
