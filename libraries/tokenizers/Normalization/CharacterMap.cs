using System.Buffers.Binary;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// SentencePiece's <c>precompiled_charsmap</c>: a double-array trie in the format of Darts-clone, whose keys are UTF-8 and whose
/// values are positions in a list of replacements (UTF-8, each ended by a zero byte).
/// </summary>
internal sealed class CharacterMap
{
    private const uint HasLeaf = 1u << 8, WideOffset = 1u << 9, LabelMask = (1u << 31) | 0xFF, ValueMask = (1u << 31) - 1;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <param name="data">The size of the trie in bytes (32 bits, little-endian), the trie, the replacements.</param>
    /// <exception cref="FormatException">It is cut off.</exception>
    public CharacterMap(ReadOnlySpan<byte> data)
    {
        if (data.Length < sizeof(uint))
            throw new FormatException("it is too short to hold the size of its trie");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(data);
        data = data[sizeof(uint)..];
        if (size % sizeof(uint) != 0 || size == 0 || size > data.Length)
            throw new FormatException($"its trie cannot have {size} bytes where {data.Length} follow");

        _units = new uint[size / sizeof(uint)];
        for (var i = 0; i < _units.Length; i++)
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(data[(i * sizeof(uint))..]);
        _replacements = data[(int)size..].ToArray();
        if (!System.Text.Unicode.Utf8.IsValid(_replacements))
            throw new FormatException("its replacements are not UTF-8");
    }

    /// <summary>The replacement of the shortest entry that <paramref name="key"/> starts with; false where there is none.</summary>
    public bool TryReplace(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> replacement)
    {
        uint node = 0;
        var unit = _units[0];
        foreach (var label in key)
        {
            node ^= OffsetOf(unit) ^ label;
            if (label == 0 || node >= (uint)_units.Length)
                break;
            unit = _units[node];
            if ((unit & LabelMask) != label)
                break;
            if ((unit & HasLeaf) != 0)
                return TryRead(node ^ OffsetOf(unit), out replacement);
        }

        replacement = default;
        return false;
    }

    private bool TryRead(uint leaf, out ReadOnlySpan<byte> replacement)
    {
        var start = leaf < (uint)_units.Length ? _units[leaf] & ValueMask : uint.MaxValue;
        if (start > (uint)_replacements.Length)
        {
            replacement = default;
            return false;
        }

        replacement = _replacements.AsSpan((int)start);
        if (replacement.IndexOf((byte)0) is var end and >= 0)
            replacement = replacement[..end];
        return true;
    }

    private static uint OffsetOf(uint unit) => (unit >> 10) << (int)((unit & WideOffset) >> 6);
}
