using System.Buffers;

namespace Attune.Tokenizers.AddedTokens;

/// <summary>Finds the leftmost, and there the longest, added token in a text.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firstCharacters;
    private readonly (string Content, AddedToken Token)[] _longestFirst;

    /// <param name="tokens">The tokens with the content to look for.</param>
    public AddedTokenMatcher(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _longestFirst = [.. tokens.OrderByDescending(x => x.Content.Length)];
        _firstCharacters = SearchValues.Create([.. _longestFirst.Select(x => x.Content[0]).Distinct()]);
    }

    /// <summary>The next token and where it stands; null where there is none.</summary>
    public AddedToken? Next(ReadOnlySpan<char> text, out int position, out int length)
    {
        position = 0;
        while (text[position..].IndexOfAny(_firstCharacters) is var skipped and >= 0)
        {
            position += skipped;
            foreach (var (content, token) in _longestFirst)
            {
                if (text[position..].StartsWith(content, StringComparison.Ordinal))
                {
                    length = content.Length;
                    return token;
                }
            }

            position++;
        }

        position = text.Length;
        length = 0;
        return null;
    }
}
