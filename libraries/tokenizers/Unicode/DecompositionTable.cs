namespace Attune.Tokenizers.Unicode;

/// <summary>What code points are taken apart into, in full.</summary>
internal sealed class DecompositionTable
{
    private const int LengthBits = 5;

    private readonly CodePointTable<int> _entries;
    private readonly int[] _parts;

    public DecompositionTable(IEnumerable<(int CodePoint, int[] Parts)> decompositions)
    {
        var entries = new int[0x110000];
        // Element 0 stays unused, so that 0 can mean "does not decompose".
        List<int> all = [0];
        foreach (var (codePoint, parts) in decompositions)
        {
            entries[codePoint] = (all.Count << LengthBits) | parts.Length;
            all.AddRange(parts);
        }

        _entries = new(entries);
        _parts = [.. all];
    }

    /// <summary>The parts, empty where the code point is not in the table.</summary>
    public ReadOnlySpan<int> this[int codePoint]
    {
        get
        {
            var entry = _entries[codePoint];
            return _parts.AsSpan(entry >> LengthBits, entry & ((1 << LengthBits) - 1));
        }
    }
}
