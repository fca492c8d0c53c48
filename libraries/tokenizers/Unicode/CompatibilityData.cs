namespace Attune.Tokenizers.Unicode;

/// <summary>Compatibility decomposition (NFKD). Few tokenizers use it, so its table is read when the first does.</summary>
internal static class CompatibilityData
{
    /// <summary>Of U+FDFA.</summary>
    public const int LongestDecomposition = 18;

    private static readonly DecompositionTable Table = new(UnicodeFile.Read("compatibility.txt").Select(x => (x.First, x.Values)));

    /// <summary>Writes the full compatibility decomposition and returns its length, at most <see cref="LongestDecomposition"/>.</summary>
    public static int Decompose(int codePoint, Span<int> destination)
    {
        var parts = Table[codePoint];
        if (parts.IsEmpty)
            return UnicodeData.Decompose(codePoint, destination);
        parts.CopyTo(destination);
        return parts.Length;
    }
}
