namespace Attune.Tokenizers.PreTokenization;

/// <summary>Splits normalised text into words.</summary>
internal interface IPreTokenizer
{
    /// <summary>The next word at or behind <paramref name="position"/>, which moves past it; false where there is none.</summary>
    bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work);
}
