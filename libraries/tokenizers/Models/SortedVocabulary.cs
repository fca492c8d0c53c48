namespace Attune.Tokenizers.Models;

/// <summary>The entries of a vocabulary in ordinal order, their characters in one row, so that reading them in order is fast.</summary>
internal sealed class SortedVocabulary
{
    private const int PrefixLength = 4;

    private readonly char[] _text;

    // Entry i begins at element i and ends where the next begins.
    private readonly int[] _starts;
    private readonly int[] _ids;

    /// <param name="vocabulary">Each text once; the empty one is left out.</param>
    public SortedVocabulary(IReadOnlyCollection<KeyValuePair<string, int>> vocabulary)
    {
        KeyValuePair<string, int>[] entries = [.. vocabulary.Where(x => x.Key.Length > 0)];
        var order = Order(entries);

        _text = new char[entries.Sum(x => x.Key.Length)];
        _starts = new int[entries.Length + 1];
        _ids = new int[entries.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var (key, id) = entries[order[i]];
            key.CopyTo(_text.AsSpan(_starts[i]));
            _starts[i + 1] = _starts[i] + key.Length;
            _ids[i] = id;
        }
    }

    public int Count => _ids.Length;

    /// <summary>The characters of all entries.</summary>
    public ReadOnlySpan<char> Text => _text;

    public int IdOf(int entry) => _ids[entry];

    public int LengthOf(int entry) => _starts[entry + 1] - _starts[entry];

    public char CharacterOf(int entry, int position) => _text[_starts[entry] + position];

    // Numbers sort several times faster than strings, and few entries share their first characters.
    private static int[] Order(KeyValuePair<string, int>[] entries)
    {
        var prefixes = new ulong[entries.Length];
        var order = new int[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            prefixes[i] = PrefixOf(entries[i].Key);
            order[i] = i;
        }

        Array.Sort(prefixes, order);
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start])
                end++;
            if (end - start > 1)
                order.AsSpan(start..end).Sort((a, b) => string.CompareOrdinal(entries[a].Key, entries[b].Key));
        }

        return order;
    }

    private static ulong PrefixOf(string key)
    {
        ulong prefix = 0;
        for (var i = 0; i < PrefixLength; i++)
            prefix = (prefix << 16) | (i < key.Length ? key[i] : 0u);
        return prefix;
    }
}
