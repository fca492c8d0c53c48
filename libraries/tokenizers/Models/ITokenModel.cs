namespace Attune.Tokenizers.Models;

/// <summary>Turns a word into token ids.</summary>
internal interface ITokenModel
{
    void Encode(ReadOnlySpan<char> word, TokenBuffer ids);
}
