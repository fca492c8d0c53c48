namespace Attune.Matching.Music.Genres;

/// <summary>A sparse vector of L2 norm 1 over genres, or the empty one: keys in ascending order, and their weights.</summary>
internal sealed class GenreVector
{
    public static readonly GenreVector Empty = new([], []);

    private readonly long[] _keys;
    private readonly float[] _weights;

    private GenreVector(long[] keys, float[] weights)
    {
        _keys = keys;
        _weights = weights;
    }

    /// <summary>Nothing is known: similarity to it means nothing, and a score should leave the signal out.</summary>
    public bool IsEmpty => _keys.Length == 0;

    public ReadOnlySpan<long> Keys => _keys;

    public ReadOnlySpan<float> Weights => _weights;

    /// <param name="shares">In ascending order of keys, none twice; weights greater than 0.</param>
    public static GenreVector Of(IReadOnlyList<GenreShare> shares)
    {
        if (shares.Count == 0) return Empty;
        var norm = Math.Sqrt(shares.Sum(share => share.Weight * share.Weight));
        return new GenreVector([.. shares.Select(share => share.Key)], [.. shares.Select(share => (float)(share.Weight / norm))]);
    }

    /// <summary>Inner product, 0 to 1 but for rounding. Merges the keys and allocates nothing.</summary>
    public float Dot(GenreVector other)
    {
        long[] a = _keys, b = other._keys;
        var sum = 0f;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) sum += _weights[i++] * other._weights[j++];
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return sum;
    }
}
