namespace Attune.Tokenizers.Normalization;

/// <summary>Replaces every run of two and more blanks, which is the regular expression <see cref="Pattern"/>.</summary>
internal sealed class BlankRunNormalizer(string replacement) : INormalizer
{
    public const string Pattern = " {2,}";

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output)
    {
        while (text.IndexOf("  ", StringComparison.Ordinal) is var position and >= 0)
        {
            output.Append(text[..position]);
            output.Append(replacement);
            text = text[position..].TrimStart(' ');
        }

        output.Append(text);
    }
}
