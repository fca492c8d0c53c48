namespace Attune.Tokenizers.Normalization;

/// <summary>Puts a string before a text that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        if (!text.IsEmpty)
            output.Append(prefix);
        output.Append(text);
    }
}
