namespace Attune.Tokenizers.Patterns;

/// <summary>What a file's Split or Replace looks for.</summary>
internal interface IPattern
{
    /// <summary>The first match at or behind <paramref name="from"/>, which is not empty; false where there is none.</summary>
    bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end, ref Work work);
}
