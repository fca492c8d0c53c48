using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Models;

/// <summary>Collects a vocabulary of bytes and its merges, these by rank.</summary>
internal sealed class ByteLevelBpeBuilder
{
    private const int ByteCount = 256, NoId = -1;

    private readonly List<byte[]> _tokens = [.. Enumerable.Range(0, ByteCount).Select(x => new[] { (byte)x })];
    private readonly List<int> _idOf = [.. Enumerable.Repeat(NoId, ByteCount)];
    private readonly HashSet<int> _ids;
    private readonly List<(int Left, int Right, int Product)> _merges = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;
    private ByteStringTable? _symbolOf;

    private ByteLevelBpeBuilder(Dictionary<string, int> vocabulary)
    {
        _ids = new(vocabulary.Count);
        _vocabulary = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>False where a byte is no token, two tokens have one id, or there are too many tokens.</summary>
    public static bool TryCreate(Dictionary<string, int> vocabulary, [NotNullWhen(true)] out ByteLevelBpeBuilder? builder)
    {
        builder = new(vocabulary);
        foreach (var (token, id) in vocabulary)
        {
            if (!builder.TryAddToken(token, id))
                return false;
        }

        return !builder._idOf.Contains(NoId);
    }

    // A token with other characters than the byte alphabet's is no text's, and left out: some files list their added tokens in the
    // vocabulary too.
    private bool TryAddToken(string token, int id)
    {
        if (!_ids.Add(id) || _tokens.Count == MergeTable.MaxSymbols)
            return false;

        var bytes = new byte[token.Length];
        if (bytes.Length == 0 || !ByteAlphabet.TryDecode(token, bytes))
            return true;
        if (bytes.Length == 1)
        {
            _idOf[bytes[0]] = id;
            return true;
        }

        _tokens.Add(bytes);
        _idOf.Add(id);
        return true;
    }

    /// <summary>Makes room for so many merges.</summary>
    public void ReserveMerges(int count) => _merges.EnsureCapacity(count);

    /// <summary>False where one of the two, or what they make, is not in the vocabulary.</summary>
    public bool TryAddMerge(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        _symbolOf ??= BuildTable(Enumerable.Range(0, _tokens.Count), symbol => symbol);
        var bytes = left.Length + right.Length <= 256 ? stackalloc byte[256] : new byte[left.Length + right.Length];
        bytes = bytes[..(left.Length + right.Length)];
        if (left.Length == 0 || right.Length == 0
            || !ByteAlphabet.TryDecode(left, bytes) || !ByteAlphabet.TryDecode(right, bytes[left.Length..])
            || !_symbolOf.TryGet(bytes[..left.Length], out var leftSymbol)
            || !_symbolOf.TryGet(bytes[left.Length..], out var rightSymbol)
            || !_symbolOf.TryGet(bytes, out var product))
        {
            // Of other tokens than bytes make: no text's.
            return _vocabulary.ContainsKey(left) && _vocabulary.ContainsKey(right) && _vocabulary.ContainsKey($"{left}{right}");
        }

        _merges.Add((leftSymbol, rightSymbol, product));
        return true;
    }

    /// <param name="ignoreMerges">A word that is a token is that token, whether or not merging its bytes leads to it.</param>
    public ByteLevelBpe Build(bool ignoreMerges)
    {
        int[] idOf = [.. _idOf];
        var merges = new MergeTable(CollectionsMarshal.AsSpan(_merges));
        var words = Enumerable.Range(0, _tokens.Count);
        if (!ignoreMerges)
        {
            using var ids = new TokenBuffer();
            words = words.Where(symbol => MergesInto(symbol, ids)).ToArray();
        }

        return new ByteLevelBpe(BuildTable(words, symbol => idOf[symbol]), merges, idOf);

        bool MergesInto(int symbol, TokenBuffer ids)
        {
            var work = new Work();
            ids.Clear();
            WordMerger.Merge(_tokens[symbol], merges, idOf, ids, ref work);
            return ids.Ids is [var id] && id == idOf[symbol];
        }
    }

    private ByteStringTable BuildTable(IEnumerable<int> symbols, Func<int, int> numberOf)
    {
        var table = new ByteStringTable(_tokens.Count);
        foreach (var symbol in symbols)
            table.TryAdd(_tokens[symbol], numberOf(symbol));
        return table;
    }
}
