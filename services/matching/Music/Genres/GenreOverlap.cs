namespace Attune.Matching.Music.Genres;

/// <summary>
/// How much two things have in common in terms of genres: the cosine of their distributions over the taxonomy,
/// Σ aᵢbᵢ / (‖a‖‖b‖), where a genre gives part of its weight to its ancestors (see <see cref="GenreDistribution"/>).
/// </summary>
/// <remarks>
/// The same genres give 1; two genres without a common ancestor give 0; in between, what is shared further down the hierarchy counts
/// more: hard bop is nearer to bebop than to swing, and nearer to swing than to funk. The idea of letting the hierarchy into a cosine is
/// the generalised vector-space model of P. Ganesan, H. Garcia-Molina and J. Widom, "Exploiting hierarchical domain structure to compute
/// similarity", ACM Transactions on Information Systems 21(1), 2003. Spelling the ancestors out, instead of comparing every pair of genres,
/// keeps it one sparse inner product.
/// </remarks>
internal static class GenreOverlap
{
    /// <summary>0 to 1, symmetric; 0 when either is empty, which callers tell apart by <see cref="GenreVector.IsEmpty"/>.</summary>
    public static float Similarity(GenreVector a, GenreVector b) => Math.Min(a.Dot(b), 1f);
}
