namespace Attune.Matching.Catalog;

/// <summary>
/// The order of ids, in which ties are broken: by code points, which is the order of their UTF-8 bytes and so the database's (COLLATE "C"). Ordinal comparison
/// in .NET is by UTF-16 units and puts what lies above U+FFFF before U+E000.
/// </summary>
internal static class IdOrder
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
            if (a[i] != b[i]) return Rank(a[i]) - Rank(b[i]);
        return a.Length - b.Length;
    }

    // Lifts surrogates above everything else.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
