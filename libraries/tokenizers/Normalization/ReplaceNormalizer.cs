namespace Attune.Tokenizers.Normalization;

/// <summary>Replaces every occurrence of a string, from left to right.</summary>
/// <param name="pattern">Not empty.</param>
internal sealed class ReplaceNormalizer(string pattern, string replacement) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output)
    {
        while (text.IndexOf(pattern, StringComparison.Ordinal) is var position and >= 0)
        {
            output.Append(text[..position]);
            output.Append(replacement);
            text = text[(position + pattern.Length)..];
        }

        output.Append(text);
    }
}
