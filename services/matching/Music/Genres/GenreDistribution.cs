namespace Attune.Matching.Music.Genres;

/// <summary>
/// What something is in terms of genres: weights over the taxonomy that add up to 1. Empty when nothing is known.
/// </summary>
/// <remarks>
/// The genre at rank r (1, 2, 3, … distinct genres, most fitting first) counts 1/r. It spreads what it counts over itself and its
/// ancestors in proportion to <see cref="Decay"/>^d, d being the shortest way up, so that a long lineage weighs no more than a short one.
/// </remarks>
internal sealed class GenreDistribution
{
    /// <summary>What is left of a genre one step up.</summary>
    public const double Decay = 0.6;

    public static readonly GenreDistribution Empty = new([]);

    private GenreDistribution(IReadOnlyList<GenreShare> shares) => Shares = shares;

    /// <summary>By key.</summary>
    public IReadOnlyList<GenreShare> Shares { get; }

    /// <param name="taxonomy">Where the genres stand.</param>
    /// <param name="genres">Spellings, most fitting first; a further spelling of the same genre and blank ones do not count.</param>
    public static GenreDistribution Of(GenreTaxonomy taxonomy, IEnumerable<string> genres)
    {
        var weights = new SortedDictionary<long, GenreShare>();
        var ranked = genres.Select(taxonomy.Find).OfType<Genre>().DistinctBy(genre => genre.Key).ToList();
        for (var i = 0; i < ranked.Count; i++)
        {
            var spread = ranked[i].Lineage.Sum(step => Math.Pow(Decay, step.Distance));
            foreach (var (key, name, distance) in ranked[i].Lineage)
                Add(weights, new GenreShare(key, name, Math.Pow(Decay, distance) / spread / (i + 1)));
        }
        return Normalized(weights);
    }

    /// <summary>What <see cref="Shares"/> gave.</summary>
    public static GenreDistribution Restore(IReadOnlyList<GenreShare> shares) => shares.Count == 0 ? Empty : new(shares);

    /// <summary>The mean, as of a playlist's members. Those without genres say nothing about it and are left out.</summary>
    public static GenreDistribution Mean(IEnumerable<GenreDistribution> distributions)
    {
        var weights = new SortedDictionary<long, GenreShare>();
        foreach (var share in distributions.SelectMany(distribution => distribution.Shares)) Add(weights, share);
        return Normalized(weights);
    }

    /// <summary>The direction of the distribution, ready for <see cref="GenreOverlap"/>.</summary>
    public GenreVector ToVector() => GenreVector.Of(Shares);

    private static void Add(SortedDictionary<long, GenreShare> weights, GenreShare share) =>
        weights[share.Key] = weights.TryGetValue(share.Key, out var before) ? before with { Weight = before.Weight + share.Weight } : share;

    private static GenreDistribution Normalized(SortedDictionary<long, GenreShare> weights)
    {
        var total = weights.Values.Sum(share => share.Weight);
        return weights.Count == 0 ? Empty : new([.. weights.Values.Select(share => share with { Weight = share.Weight / total })]);
    }
}
