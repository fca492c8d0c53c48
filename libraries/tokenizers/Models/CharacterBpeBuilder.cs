namespace Attune.Tokenizers.Models;

/// <summary>Collects the merges of a <see cref="CharacterBpe"/>, by rank.</summary>
internal sealed class CharacterBpeBuilder(Dictionary<string, int> vocabulary, CharacterBpeSettings settings)
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idOf =
        vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<(int Left, int Right, int Product)> _merges = [];
    private char[] _text = new char[256];

    /// <summary>Makes room for so many merges.</summary>
    public void ReserveMerges(int count) => _merges.EnsureCapacity(count);

    /// <summary>False where one of the two, or what they make, is not in the vocabulary.</summary>
    public bool TryAddMerge(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (right.Length < settings.Prefix.Length || !_idOf.TryGetValue(left, out var leftId) || !_idOf.TryGetValue(right, out var rightId))
            return false;
        // The second one does not begin a word; what the two make may.
        right = right[settings.Prefix.Length..];
        var length = left.Length + right.Length;
        if (length > _text.Length)
            _text = new char[2 * length];
        left.CopyTo(_text);
        right.CopyTo(_text.AsSpan(left.Length));
        if (!_idOf.TryGetValue(_text.AsSpan(0, length), out var product))
            return false;
        _merges.Add((leftId, rightId, product));
        return true;
    }

    public CharacterBpe Build() => new(new VocabularyTrie(vocabulary), new MergeTable([.. _merges]), settings);
}
