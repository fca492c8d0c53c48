namespace Attune.Tokenizers.Models;

/// <summary>A word is a token, or unknown.</summary>
internal sealed class WordLevel(Dictionary<string, int> vocabulary, int unknownId) : ITokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary =
        vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();

    public int? UnknownId => unknownId;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
    {
        work.Add(word.Length);
        ids.Append(_vocabulary.TryGetValue(word, out var id) ? id : unknownId);
    }
}
