namespace Attune.Tokenizers.Models;

/// <summary>Turns a word into token ids.</summary>
internal interface ITokenModel
{
    /// <summary>The token for what is not in the vocabulary; null where everything has tokens of its own.</summary>
    int? UnknownId => null;

    /// <param name="word">Valid UTF-16, not empty.</param>
    void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work);
}
