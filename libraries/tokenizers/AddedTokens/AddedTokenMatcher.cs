using System.Buffers;
using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.AddedTokens;

/// <summary>Finds the leftmost, and there the longest, added token in a text.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<char> _firstCharacters;

    // By the number of the token.
    private readonly VocabularyTrie _contents;

    /// <param name="tokens">The tokens with the content to look for.</param>
    public AddedTokenMatcher(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        // Of tokens that read the same the reference finds the first, and it has the special ones first.
        var distinct = tokens.OrderByDescending(x => x.Token.Special).DistinctBy(x => x.Content, StringComparer.Ordinal).ToArray();
        _tokens = [.. distinct.Select(x => x.Token)];
        _firstCharacters = SearchValues.Create([.. distinct.Select(x => x.Content[0]).Distinct()]);
        _contents = new([.. distinct.Select((x, number) => KeyValuePair.Create(x.Content, number))]);
    }

    /// <summary>
    /// The next token at or behind <paramref name="position"/>, which moves to where it stands; null where there is none.
    /// </summary>
    public AddedToken? Find(ReadOnlySpan<char> text, ref int position, out int length, ref Work work)
    {
        while (_tokens.Length > 0 && text[position..].IndexOfAny(_firstCharacters) is var skipped and >= 0)
        {
            position += skipped;
            length = _contents.LongestMatch(VocabularyTrie.Root, text[position..], out var number, out var steps);
            work.Add(skipped + steps);
            if (length > 0)
                return _tokens[number];
            position++;
        }

        work.Add(text.Length - position);
        position = text.Length;
        length = 0;
        return null;
    }
}
