namespace Attune.Tokenizers.Models;

/// <summary>Turns a word into token ids.</summary>
internal interface ITokenModel
{
    /// <param name="word">Valid UTF-16, not empty.</param>
    void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work);
}
